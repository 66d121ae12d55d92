/** Texts that look like the configuration of a network device, whoever made it: one that is not read is missing, not skipped. */

/** Statements of one kind each, as devices print them. */
const STATEMENTS: readonly RegExp[] = [
  // Cisco and those who speak like it (Arista EOS, Aruba, Dell, Moxa)
  /^hostname "?\S+/m,
  /^interface \S+/m,
  /^\s+ip address \d+\.\d+\.\d+\.\d+/m,
  /^(?:ip )?access-list \S+/m,
  // Junos, as statements and as blocks
  /^set system host-name \S+/m,
  /^set interfaces \S+ unit \d+/m,
  /^\s+host-name \S+;/m,
  /^\s*interfaces \{/m,
  // PAN-OS
  /^set deviceconfig system/m,
  /^set rulebase security rules/m,
  /<config\b[^>]*\bversion="/,
  /<devices\s*\/?>/,
  // RouterOS, iptables, nftables, Huawei VRP
  /^\/ip firewall filter/m,
  /^\/interface \S+/m,
  /^\*filter$/m,
  /^:(?:INPUT|FORWARD) (?:ACCEPT|DROP)/m,
  /^table (?:inet|ip|ip6) \S+ \{/m,
  /^\s*chain forward \{/m,
  /^sysname \S+/m,
];

/** Pages, tables and notes may quote configurations. */
const NOTES = /\.(?:md|markdown|adoc|rst|html?|ya?ml|jsonl?|csv|tsv|js|ts|py|sh)$/i;

/** Whether a file is by its name a page, a table or a program: in a folder it is no configuration, whatever it quotes. */
export function isNote(path: string): boolean {
  return NOTES.test(path);
}

/** Whether a text that fits no vendor looks like a configuration: statements of two kinds, a part of one, or one that is encrypted. */
export function looksLikeConfiguration(text: string): boolean {
  return isEncrypted(text) || isPart(text) || STATEMENTS.filter((statement) => statement.test(text)).length >= 2;
}

/** Backups of one section, which pfSense and OPNsense write without the element around it, and what was cut off before the end. */
const PARTS =
  /^\s*(?:<\?xml[^>]*\?>\s*)?<(?:aliases|bridges|captiveportal|dhcpd|filter|gateways|ifgroups|interfaces|ipsec|nat|openvpn|staticroutes|system|virtualip|vlans)>|<\/(?:pfsense|opnsense)>\s*$/i;

/** Whether a text is a section of a configuration that is read when it is whole. */
export function isPart(text: string): boolean {
  return PARTS.test(text);
}

/** Backups with a password, by their first line: of FortiGate; of pfSense and OPNsense. */
const ENCRYPTED = /^\s*(?:#FGBK\||---- BEGIN config\.xml ----)/;

export function isEncrypted(text: string): boolean {
  return ENCRYPTED.test(text);
}

const EXPORT_NAMES = /\.(?:cfg|conf|config|xml)$/i;

/** Whether a file is called as exports of devices are: with nothing in it that can be read, it is one that failed. */
export function hasExportName(path: string): boolean {
  return EXPORT_NAMES.test(path);
}

/** Archives of the kinds that are not opened. */
const PACKED_NAMES = /\.(?:7z|rar|xz|txz|bz2|tbz2?|zst|tzst)$/i;

/** Whether a file is called as an archive that is not opened: exports may be in it, as in those that are. */
export function hasPackedName(path: string): boolean {
  return PACKED_NAMES.test(path);
}

/** What stands first in a file where a device, or who asked it, said no: Cisco's answers, OpenSSH's, a login page. */
const REFUSED =
  /^\s*(?:% ?[A-Z]|(?:ssh|scp|curl): |(?:Permission|Access) denied|Connection (?:refused|timed out|closed|reset)|Host key verification failed|Command authorization failed|<!doctype html|<html)/i;

/** Whether a file that is called as exports are holds the reason why there is none. */
export function isFailedExport(path: string, text: string): boolean {
  return hasExportName(path) && REFUSED.test(text);
}
