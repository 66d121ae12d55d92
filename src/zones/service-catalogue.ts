/** The catalogue of services: what a port may be, and what a name in the map stands for. A port is not a protocol. */
import type { ServiceExpression } from "../model/expression.js";
import { ownValue } from "../source/own-value.js";
import { SERVICE_ROWS } from "./service-rows.js";

/** Ports `from` to `to` of an IP protocol, both inclusive; a protocol without ports has 0 to 65535. */
export interface ServicePorts {
  readonly protocol: number;
  readonly from: number;
  readonly to: number;
  /** As written: `tcp/502`, `ip/47`. */
  readonly text: string;
}

export type Answer = "y" | "n" | "optional";

export interface Service {
  readonly id: string;
  readonly name: string;
  readonly ports: readonly ServicePorts[];
  readonly category: string;
  readonly canChangeProcess: boolean;
  readonly encrypted: Answer;
  readonly authenticated: Answer;
}

/** Every service that runs over IP. Services of layer 2 alone have no packet here and are left out. */
export const SERVICES: readonly Service[] = SERVICE_ROWS.flatMap(
  ([id, name, ports, category, changes, encrypted, authenticated]) => {
    const read = readPorts(ports);
    if (read.length === 0) return [];
    return [
      {
        id,
        name,
        ports: read,
        category,
        canChangeProcess: changes === "y",
        encrypted: answer(encrypted),
        authenticated: answer(authenticated),
      },
    ];
  },
);

function answer(text: string): Answer {
  return text === "y" || text === "n" ? text : "optional";
}

function readPorts(text: string): ServicePorts[] {
  return text.split(";").flatMap((part) => {
    const found = /^(tcp|udp|ip)\/(\d+)(?:-(\d+))?$/.exec(part);
    if (found === null) return [];
    const [, transport, first, last] = found;
    const from = Number(first);
    if (transport === "ip") return [{ protocol: from, from: 0, to: 65535, text: part }];
    return [{ protocol: transport === "tcp" ? 6 : 17, from, to: last === undefined ? from : Number(last), text: part }];
  });
}

/**
 * The usual names of people who write rules: one name, its registered port (IANA service names), nothing more. They go
 * before the catalogue, whose entries list every port that a product may use: a flow declared as `https` is tcp/443.
 */
const USUAL: Readonly<Record<string, string>> = {
  any: "any",
  ping: "icmp/8",
  ssh: "tcp/22",
  sftp: "tcp/22",
  scp: "tcp/22",
  telnet: "tcp/23",
  smtp: "tcp/25",
  dns: "udp/53;tcp/53",
  tftp: "udp/69",
  http: "tcp/80",
  kerberos: "tcp/88;udp/88",
  pop3: "tcp/110",
  ntp: "udp/123",
  imap: "tcp/143",
  snmp: "udp/161",
  "snmp-trap": "udp/162",
  ldap: "tcp/389",
  https: "tcp/443",
  smb: "tcp/445",
  syslog: "udp/514",
  ldaps: "tcp/636",
  ftp: "tcp/21",
  "syslog-tls": "tcp/6514",
  mssql: "tcp/1433",
  oracle: "tcp/1521",
  radius: "udp/1812-1813",
  tacacs: "tcp/49",
  mysql: "tcp/3306",
  rdp: "tcp/3389",
  postgresql: "tcp/5432",
  vnc: "tcp/5900",
  openvpn: "udp/1194",
  ike: "udp/500;udp/4500",
  esp: "ip/50",
  gre: "ip/47",
  modbus: "tcp/502",
  "modbus-tcp": "tcp/502",
  s7comm: "tcp/102",
  enip: "tcp/44818",
  "opc-ua": "tcp/4840",
  bacnet: "udp/47808",
  mqtt: "tcp/1883",
  mqtts: "tcp/8883",
  pi: "tcp/5450",
  wsus: "tcp/8530",
  "wsus-tls": "tcp/8531",
  dnp3: "tcp/20000;udp/20000",
  "iec-104": "tcp/2404",
};

/** What a service name stands for; `undefined` for a name nobody knows. */
export function serviceNamed(name: string): ServiceExpression | undefined {
  const usual = ownValue(USUAL, name);
  if (usual === "any") return { kind: "any" };
  if (usual === "icmp/8") return { kind: "icmp", family: 4, type: 8 };
  const ports = usual === undefined ? SERVICES.find((service) => service.id === name)?.ports : readPorts(usual);
  if (ports === undefined || ports.length === 0) return undefined;
  const of = ports.map(expressionOf);
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: "union", of };
}

function expressionOf({ protocol, from, to, text }: ServicePorts): ServiceExpression {
  if (text.startsWith("ip/")) return { kind: "protocol", protocol };
  return { kind: "ports", protocol, destination: [{ from, to }] };
}

/**
 * Ports by the usual names that stand for exactly these. Of industrial protocols none is named whose port another one has
 * too: a port is not a protocol.
 * @param texts as `tcp/443`; those without a name stay as they are.
 */
export function usualNames(texts: readonly string[]): string[] {
  let left = [...texts];
  const found: string[] = [];
  for (const [name, parts] of USUAL_BY_PARTS) {
    if (!parts.every((part) => left.includes(part))) continue;
    found.push(name);
    left = left.filter((text) => !parts.includes(text));
  }
  return [...found, ...left];
}

/** Usual names of industrial protocols. */
const INDUSTRIAL: ReadonlySet<string> = new Set([
  "modbus",
  "modbus-tcp",
  "s7comm",
  "enip",
  "opc-ua",
  "bacnet",
  "dnp3",
  "iec-104",
  "mqtt",
  "mqtts",
]);

/** What a port may be of the protocols that can change the process, by id; empty for a port with a name of its own. */
export function industrialCandidates(text: string): string[] {
  if (Object.entries(USUAL).some(([name, ports]) => !INDUSTRIAL.has(name) && ports.split(";").includes(text)))
    return [];
  const found = SERVICES.filter(
    ({ canChangeProcess, ports }) => canChangeProcess && ports.some((one) => one.text === text),
  );
  return found.map(({ id }) => id);
}

/** Names with the most ports first, so that `dns` goes before its halves; of equal ones in the order above. */
const USUAL_BY_PARTS: readonly (readonly [string, readonly string[]])[] = Object.entries(USUAL)
  .map(([name, ports]) => [name, ports.split(";")] as const)
  .filter(([name, parts]) => !INDUSTRIAL.has(name) || parts.every((part) => industrialCandidates(part).length < 2))
  .sort(([, a], [, b]) => b.length - a.length);

/** Every name that `serviceNamed` knows, sorted. */
export function serviceNames(): readonly string[] {
  return [...new Set([...Object.keys(USUAL), ...SERVICES.map((service) => service.id)])].sort();
}

/** Services of the catalogue whose default ports a service names, by id. A port is not a protocol: candidates. */
export function catalogued(service: ServiceExpression): { id: string; port: string }[] {
  return SERVICES.flatMap(({ id, ports }) => {
    const met = ports.find((port) => meetsPorts(service, port));
    return met === undefined ? [] : [{ id, port: met.text }];
  }).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function meetsPorts(service: ServiceExpression, ports: ServicePorts): boolean {
  if (service.kind === "any") return true;
  if (service.kind === "union") return service.of.some((part) => meetsPorts(part, ports));
  if (service.kind === "icmp") return ports.text === "ip/1";
  if (service.kind === "protocol") return service.protocol === ports.protocol;
  if (service.kind !== "ports" || service.protocol !== ports.protocol || ports.text.startsWith("ip/")) return false;
  return service.destination?.some(({ from, to }) => from <= ports.to && ports.from <= to) ?? true;
}
