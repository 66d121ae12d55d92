/** Ports and their names. */
import type { PortRange } from "../../../src/model/expression.js";
import { type Element, textOf } from "../tree.js";

/** Names that rules may use in place of numbers (`/etc/services`), those that firewalls meet. */
const NAMES: Readonly<Record<string, number>> = {
  "ftp-data": 20,
  ftp: 21,
  ssh: 22,
  telnet: 23,
  smtp: 25,
  time: 37,
  whois: 43,
  domain: 53,
  bootps: 67,
  bootpc: 68,
  tftp: 69,
  http: 80,
  www: 80,
  kerberos: 88,
  "kerberos-sec": 88,
  pop3: 110,
  sunrpc: 111,
  auth: 113,
  ident: 113,
  nntp: 119,
  ntp: 123,
  epmap: 135,
  "netbios-ns": 137,
  "netbios-dgm": 138,
  "netbios-ssn": 139,
  imap: 143,
  imap2: 143,
  snmp: 161,
  snmptrap: 162,
  "snmp-trap": 162,
  bgp: 179,
  irc: 194,
  ldap: 389,
  https: 443,
  "microsoft-ds": 445,
  kpasswd: 464,
  smtps: 465,
  submissions: 465,
  isakmp: 500,
  syslog: 514,
  printer: 515,
  rip: 520,
  submission: 587,
  ipp: 631,
  ldaps: 636,
  rsync: 873,
  ftps: 990,
  imaps: 993,
  pop3s: 995,
  socks: 1080,
  openvpn: 1194,
  "ms-sql-s": 1433,
  "ms-sql-m": 1434,
  l2tp: 1701,
  pptp: 1723,
  radius: 1812,
  "radius-acct": 1813,
  ssdp: 1900,
  nfs: 2049,
  mysql: 3306,
  "ms-wbt-server": 3389,
  stun: 3478,
  "nat-t": 4500,
  "ipsec-nat-t": 4500,
  "ipsec-msft": 4500,
  sip: 5060,
  "sip-tls": 5061,
  sips: 5061,
  xmpp: 5222,
  mdns: 5353,
  postgresql: 5432,
  amqp: 5672,
  vnc: 5900,
  x11: 6000,
  "http-alt": 8080,
  "zabbix-agent": 10050,
  "zabbix-trapper": 10051,
};

/** Names of well-known services; undefined for others. */
export function portOfName(name: string): number | undefined {
  return Object.hasOwn(NAMES, name.toLowerCase()) ? NAMES[name.toLowerCase()] : undefined;
}

/**
 * `80`, `ssh`, or a range with both ends inclusive (reference/pfsense.md 2.4): joined by `-` in rules, by `:` in
 * aliases. OPNsense writes `80-any` for 80 to 65535. `1-N` becomes "at most N" and holds 0 too; `1:N` does not.
 */
export function readPort(text: string, joint: "-" | ":"): PortRange | undefined {
  const [low = "", high, more] = text.split(joint);
  if (more !== undefined) return undefined;
  // OPNsense takes `any` for the first and the last port.
  const from = low === "any" && high !== undefined ? 1 : readNumber(low);
  const to = high === undefined ? from : high === "any" ? 65535 : readNumber(high);
  if (from === undefined || to === undefined || from > to) return undefined;
  return { from: joint === "-" && from === 1 && high !== undefined && to !== from ? 0 : from, to };
}

function readNumber(text: string): number | undefined {
  if (!/^\d{1,5}$/.test(text)) return portOfName(text);
  const port = Number(text);
  return port <= 65535 ? port : undefined;
}

/** The number of a port that a service answers on; undefined for what is none. */
export function portIn(of: Element | undefined, name: string): number | undefined {
  const text = textOf(of, name);
  return /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) <= 65535 ? Number(text) : undefined;
}
