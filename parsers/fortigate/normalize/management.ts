/** Services of the device itself: which interfaces answer, on which ports, to whom. */
import type { Interface, ManagementService } from "../../../src/model/device.js";
import type { AddressExpression, ServiceExpression } from "../../../src/model/expression.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import type { SourceRange } from "../../../src/source/range.js";
import { type Block, configOf, isEnabled, rowsOf, type Setting, settingOf, textOf, valuesOf } from "../tree.js";
import { boundsOf6, readNetwork4, readNumber, readPrefix4, readPrefix6 } from "./address-text.js";
import { union } from "./addresses.js";
import type { Context } from "./context.js";
import { rowsIn, tablesIn, type Vdoms } from "./vdoms.js";

/** A word of `allowaccess`: the packets it lets in, and whether trusted hosts limit it. */
export interface AccessService {
  readonly word: string;
  readonly service: ManagementService["service"];
  readonly packets: ServiceExpression;
  readonly port?: number;
  /** What it may let in as well, and why that is not sure. */
  readonly perhaps?: { readonly packets: ServiceExpression; readonly reason: string };
  /** Whether trusted hosts limit it; releases differ for ping and SNMP. */
  readonly trusted: "yes" | "perhaps" | "no";
}

/** One word of `allowaccess` on one interface. */
export interface AccessGrant {
  readonly interface: InterfaceId;
  readonly access: AccessService;
  readonly family: 4 | 6;
  /** The further address of the interface that it stands at; left out: those that it has besides. */
  readonly on?: number;
  /** The only hosts that a port set apart for management answers; left out: no such limit. */
  readonly only?: AddressExpression;
  readonly at: SourceRange;
}

export interface DeviceAccess {
  readonly grants: readonly AccessGrant[];
  readonly services: readonly ManagementService[];
  /** Who may reach the administration, and what depends on the release whether it is limited too; left out: anybody. */
  readonly trusted?: { readonly surely: AddressExpression; readonly perhaps: AddressExpression };
}

const SPEED_TEST: ServiceExpression = {
  kind: "union",
  of: [6, 17].map((protocol) => ({ kind: "ports", protocol, destination: [{ from: 5201, to: 5201 }] })),
};
const ADMINISTRATION = ["https", "http", "ssh", "telnet", "snmp"] as const;

/** Reads `allowaccess`, the ports of `system global` and the trusted hosts (reference/fortios.md 4.2). */
export function readAccess(
  vdoms: Vdoms,
  interfaces: ReadonlyMap<InterfaceId, Interface>,
  context: Context,
): DeviceAccess {
  const global = tablesIn(vdoms.global, "system global")[0];
  const ports = accessServices(global);
  const grants = rowsIn(vdoms.global, "system interface").flatMap((row) => grantsOf(row, ports, context));
  const admins = rowsIn(vdoms.global, "system admin");
  const trustedHosts = trustedHostsOf(admins, rowsIn(vdoms.global, "system api-user"), context);
  const services = ADMINISTRATION.map((service) => {
    const fitting = grants.filter((grant) => grant.access.service === service);
    return managementService(service, fitting, { global, ports, interfaces, vdoms, trustedHosts }, context);
  });
  const [first] = admins;
  if (trustedHosts === undefined || first === undefined) return { grants, services };
  const reason = "whether trusted hosts limit ping and SNMP depends on the release";
  const doubt = context.sharedDoubt("trusted hosts of ping", { reason, scope: "match", at: context.rangeOf(first) });
  const perhaps = { kind: "unknown", doubt, lower: trustedHosts } as const;
  return { grants, services, trusted: { surely: trustedHosts, perhaps } };
}

interface Surroundings {
  readonly global: Block | undefined;
  readonly ports: ReadonlyMap<string, AccessService>;
  readonly interfaces: ReadonlyMap<InterfaceId, Interface>;
  readonly vdoms: Vdoms;
  readonly trustedHosts: AddressExpression | undefined;
}

function managementService(
  service: (typeof ADMINISTRATION)[number],
  grants: readonly AccessGrant[],
  around: Surroundings,
  context: Context,
): ManagementService {
  const port = around.ports.get(service)?.port;
  const known = around.interfaces.size > 0 && rowsIn(around.vdoms.global, "system interface").length > 0;
  const off =
    service === "telnet" && around.global !== undefined && textOf(around.global, "admin-telnet") === "disable";
  const answering = service !== "snmp" || snmpAnswers(around.vdoms);
  const ids = [...new Set(grants.map((grant) => grant.interface))];
  return {
    service,
    enabled: known ? ids.length > 0 && !off && answering : undefined,
    ...(port === undefined ? {} : { port }),
    ...(known ? { interfaces: ids } : {}),
    ...(around.trustedHosts && service !== "snmp" ? { sources: around.trustedHosts } : {}),
    at: grants.length > 0 ? grants.map((grant) => grant.at) : around.global ? [context.rangeOf(around.global)] : [],
  };
}

function snmpAnswers(vdoms: Vdoms): boolean {
  return tablesIn(vdoms.global, "system snmp sysinfo").some((table) => isEnabled(table, "status"));
}

/** FortiOS CLI reference, `system global`: `admin-https-redirect` answers clear-text requests, and is on by default. */
const REDIRECT =
  "whether the clear-text port answers too, to redirect to HTTPS, is not documented (admin-https-redirect)";
const FABRIC = "whether fabric lets in CAPWAP too, which had a word of its own, depends on the release";

/** The packets behind each word; ports from `system global`, the defaults where a key is absent. */
function accessServices(global: Block | undefined): Map<string, AccessService> {
  const port = (key: string, byDefault: number) => readNumber(global && textOf(global, key), 65535) ?? byDefault;
  const tcp = (word: string, service: ManagementService["service"], number: number): AccessService => ({
    word,
    service,
    packets: { kind: "ports", protocol: 6, destination: [{ from: number, to: number }] },
    port: number,
    trusted: service === "other" ? "no" : "yes",
  });
  const udp = (word: string, service: ManagementService["service"], from: number, to = from): AccessService => ({
    word,
    service,
    packets: { kind: "ports", protocol: 17, destination: [{ from, to }] },
    port: from,
    trusted: service === "snmp" ? "perhaps" : "no",
  });
  const [http, capwap] = [tcp("http", "http", port("admin-port", 80)), udp("capwap", "other", 5246, 5247)];
  const redirects = global === undefined || isEnabled(global, "admin-https-redirect", true);
  const redirected = redirects ? { perhaps: { packets: http.packets, reason: REDIRECT } } : {};
  const list: AccessService[] = [
    { word: "ping", service: "other", packets: { kind: "icmp", family: 4, type: 8 }, trusted: "perhaps" } as const,
    { ...tcp("https", "https", port("admin-sport", 443)), ...redirected },
    http,
    tcp("ssh", "ssh", port("admin-ssh-port", 22)),
    tcp("telnet", "telnet", port("admin-telnet-port", 23)),
    udp("snmp", "snmp", 161),
    tcp("fgfm", "other", 541),
    udp("radius-acct", "other", 1813),
    tcp("probe-response", "other", 8008),
    { ...tcp("fabric", "other", 8013), perhaps: { packets: capwap.packets, reason: FABRIC } },
    capwap,
    tcp("ftm", "other", 4433),
    { ...tcp("speed-test", "other", 5201), packets: SPEED_TEST },
  ];
  return new Map(list.map((access) => [access.word, access]));
}

function grantsOf(row: Block, ports: ReadonlyMap<string, AccessService>, context: Context): AccessGrant[] {
  const ipv6 = configOf(row, "ipv6");
  const secondary = isEnabled(row, "secondary-IP") ? rowsOf(row, "secondaryip") : [];
  const grants = [
    ...wordsOf(row, settingOf(row, "allowaccess"), 4, ports, context),
    ...secondary.flatMap((extra) => {
      const on = readPrefix4(valuesOf(extra, "ip"))?.address;
      const words = wordsOf(row, settingOf(extra, "allowaccess"), 4, ports, context);
      return on === undefined ? words : words.map((grant) => ({ ...grant, on }));
    }),
    ...wordsOf(row, ipv6 && settingOf(ipv6, "ip6-allowaccess"), 6, ports, context),
  ];
  const hosts = row.settings.flatMap((setting) => trustedHost(setting, context) ?? []);
  if (textOf(row, "dedicated-to") !== "management" || hosts.length === 0) return grants;
  return grants.map((grant) => ({ ...grant, only: union(hosts, grant.at) }));
}

function wordsOf(
  row: Block,
  setting: Setting | undefined,
  family: 4 | 6,
  ports: ReadonlyMap<string, AccessService>,
  context: Context,
): AccessGrant[] {
  if (!setting) return [];
  return setting.values.flatMap((word, index): AccessGrant[] => {
    const at = context.valueRange(setting, index);
    const known = ports.get(word);
    if (known) {
      const sure: ServiceExpression =
        word === "ping" && family === 6 ? { kind: "icmp", family: 6, type: 128 } : known.packets;
      const packets = known.perhaps ? withPerhaps(sure, known.perhaps, word, at, context) : sure;
      return [{ interface: row.name, access: { ...known, packets }, family, at }];
    }
    if (word === "") return [];
    const reason = `which packets "${word}" in allowaccess lets in is not known`;
    const doubt = context.sharedDoubt(`allowaccess ${word}`, { reason, scope: "match", at });
    const access: AccessService = { word, service: "other", packets: { kind: "unknown", doubt, at }, trusted: "no" };
    return [{ interface: row.name, access, family, at }];
  });
}

function withPerhaps(
  sure: ServiceExpression,
  { packets, reason }: NonNullable<AccessService["perhaps"]>,
  word: string,
  at: SourceRange,
  context: Context,
): ServiceExpression {
  const doubt = context.sharedDoubt(`allowaccess ${word}`, { reason, scope: "match", at });
  return { kind: "union", of: [sure, { kind: "unknown", doubt, upper: packets, at }] };
}

/**
 * Who may reach the administration: the trusted hosts of all administrators together, but anybody as soon as one
 * administrator has none (trap 34). Hosts of programs (API users) may be let in as well. An administrator with trusted
 * hosts of one family only may or may not be held up in the other, whose own default is anybody.
 * @returns undefined for anybody, and where the file lists no administrator.
 */
function trustedHostsOf(
  admins: readonly Block[],
  programs: readonly Block[],
  context: Context,
): AddressExpression | undefined {
  const hosts: AddressExpression[] = [];
  for (const row of admins) {
    context.claim(row, "system admin", { scope: "match" });
    const own = row.settings.flatMap((setting) => trustedHost(setting, context) ?? []);
    if (own.length === 0) return undefined;
    hosts.push(...own, ...otherFamily(own, row, context));
  }
  const [first] = admins;
  return first && union([...hosts, ...programs.map((row) => programHosts(row, context))], context.rangeOf(first));
}

function otherFamily(own: readonly AddressExpression[], row: Block, context: Context): AddressExpression[] {
  const missing = ([4, 6] as const).filter(
    (family) => !own.some((host) => host.kind === `range${family}` || host.kind === "unknown"),
  );
  return missing.map((family) => {
    const at = context.rangeOf(row);
    const reason = `administrator ${row.name} has no trusted hosts of IPv${family}: whether anybody may log in by it is not known`;
    const doubt = context.sharedDoubt(`trusted hosts IPv${family}`, { reason, scope: "match", at });
    return { kind: "unknown", doubt, upper: { kind: "any", family }, at };
  });
}

/** The hosts of a program are in a table of their own; one without any may be let in from everywhere. */
function programHosts(row: Block, context: Context): AddressExpression {
  const at = context.rangeOf(row);
  const hosts = rowsOf(row, "trusthost").flatMap((host) => {
    const [prefix, prefix6] = [
      readPrefix4(valuesOf(host, "ipv4-trusthost")),
      readPrefix6(textOf(host, "ipv6-trusthost") ?? ""),
    ];
    const ranges: AddressExpression[] = [];
    if (prefix && prefix.mask !== 0) {
      const from = (prefix.address & prefix.mask) >>> 0;
      ranges.push({ kind: "range4", from, to: (from | ~prefix.mask) >>> 0, at });
    }
    if (prefix6 && prefix6.length > 0) ranges.push({ kind: "range6", ...boundsOf6(prefix6), at });
    return ranges;
  });
  const reason = "whether the hosts of programs (system api-user) reach the administration is not documented";
  const doubt = context.sharedDoubt("hosts of programs", { reason, scope: "match", at });
  return { kind: "unknown", doubt, ...(hosts.length > 0 ? { upper: union(hosts, at) } : {}), at };
}

const HOST4 = /^(?:trusthost|trust-ip-)\d+$/;
const HOST6 = /^(?:ip6-trusthost|trust-ip6-)\d+$/;
/** As `show full-configuration` prints a host that is not set. */
const ANYBODY = new Set(["0.0.0.0 0.0.0.0", "0.0.0.0/0", "::/0"]);

/** Whether an administrator may log in from certain hosts only. */
export function isLimited(row: Block): boolean {
  return row.settings.some((setting) => namesHost(setting));
}

function namesHost({ key, values }: Setting): boolean {
  return (HOST4.test(key) || HOST6.test(key)) && !ANYBODY.has(values.join(" "));
}

/** One trusted host; `undefined` for other keys and for the default, which limits nothing. */
function trustedHost(setting: Setting, context: Context): AddressExpression | undefined {
  if (!namesHost(setting)) return undefined;
  const at = context.settingRange(setting);
  const words = setting.values.flatMap((value) => value.split(" "));
  if (HOST4.test(setting.key)) {
    const prefix = readNetwork4(words);
    if (!prefix) return unreadableHost(setting, 4, context);
    if (prefix.mask === 0) return undefined;
    const from = (prefix.address & prefix.mask) >>> 0;
    return { kind: "range4", from, to: (from | ~prefix.mask) >>> 0, at };
  }
  const prefix = readPrefix6(words[0] ?? "");
  if (!prefix) return unreadableHost(setting, 6, context);
  return prefix.length > 0 ? { kind: "range6", ...boundsOf6(prefix), at } : undefined;
}

/** It may be any host, or none. */
function unreadableHost(setting: Setting, family: 4 | 6, context: Context): AddressExpression {
  const at = context.settingRange(setting);
  context.notUnderstood(setting, "system admin");
  context.diagnostics.add("fortigate/bad-address", at, {
    expected: "an address and its mask, such as 10.20.30.0 255.255.255.0",
  });
  const doubt = context.doubt({ reason: `a trusted host cannot be read ("${setting.key}")`, scope: "match", at });
  return { kind: "unknown", doubt, upper: { kind: "any", family }, at };
}
