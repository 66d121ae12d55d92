/** Services of the device itself: which interfaces answer, on which ports, to whom. */
import type { Interface, ManagementService } from "../../../src/model/device.js";
import type { AddressExpression, DoubtId, ServiceExpression } from "../../../src/model/expression.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import type { SourceRange } from "../../../src/source/range.js";
import {
  type Block,
  configOf,
  isEnabled,
  lastStart,
  mayBeAbout,
  rowsOf,
  type Setting,
  settingOf,
  textOf,
  valuesOf,
} from "../tree.js";
import { type AccessService, accessServices, mayGive } from "./access-services.js";
import { readPrefix4 } from "./address-text.js";
import { union } from "./addresses.js";
import type { Context } from "./context.js";
import { headerRange } from "./implicit.js";
import { type Administrators, trustedHost, trustedHostsOf } from "./trusted-hosts.js";
import { rowsIn, tablesIn, type Vdoms } from "./vdoms.js";

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
  /** Who may reach the administration of each VDOM; one that is left out: anybody. */
  readonly trusted: ReadonlyMap<string, Trusted>;
}

/** Trusted hosts, and what depends on the release whether it is limited to them too. */
export interface Trusted {
  readonly surely: AddressExpression;
  readonly perhaps: AddressExpression;
}

/** How much of a configuration a file is. */
export interface Wholeness {
  /** Offset of the innermost statement that nobody closed; left out where all are. */
  readonly unclosed?: number;
  /** Whether it ends before its policies, and with it what stands before these may be missing. */
  readonly isCut: boolean;
}

const ADMINISTRATION = ["https", "http", "ssh", "telnet", "snmp"] as const;

/** Reads `allowaccess`, the ports of `system global` and the trusted hosts (reference/fortios.md 4.2). */
export function readAccess(
  vdoms: Vdoms,
  interfaces: ReadonlyMap<InterfaceId, Interface>,
  wholeness: Wholeness,
  context: Context,
): DeviceAccess {
  const global = tablesIn(vdoms.global, "system global")[0];
  if (global) context.claimApart(global, "system global", ({ text }) => /^\S+ admin-/.test(text));
  for (const snmp of tablesIn(vdoms.global, "system snmp sysinfo"))
    context.claimApart(snmp, "system snmp sysinfo", () => true);
  const ports = accessServices(global, context);
  const grants = rowsIn(vdoms.global, "system interface").flatMap((row) => grantsOf(row, ports, context));
  const names = vdoms.all.map(({ name }) => name);
  const administrators = administratorsOf(vdoms, wholeness, context);
  const hosts = trustedHostsOf(administrators, names, context);
  // What lets packets in has them VDOM by VDOM: a service as a whole is limited where each VDOM is.
  const isLimited = names.every((name) => hosts.has(name));
  const trustedHosts = isLimited ? union([...hosts.values()], headerRange(context)) : undefined;
  const services = ADMINISTRATION.map((service) => {
    const fitting = grants.filter(({ access }) => access.service === service || access.isUnread);
    return managementService(service, fitting, { global, ports, interfaces, vdoms, trustedHosts, wholeness }, context);
  });
  const [first] = administrators.tables.flatMap(({ rows }) => rows);
  const at = first === undefined ? headerRange(context) : context.rangeOf(first);
  return { grants, services, trusted: new Map([...hosts].map(([name, one]) => [name, trustedOf(one, at, context)])) };
}

function trustedOf(surely: AddressExpression, at: SourceRange, context: Context): Trusted {
  const reason = "whether trusted hosts limit ping and SNMP depends on the release";
  const doubt = context.sharedDoubt("trusted hosts of ping", { reason, scope: "match", at });
  return { surely, perhaps: { kind: "unknown", doubt, lower: surely } };
}

/** Every device has an administrator: a file that was cut, and that of one VDOM of several, lacks those that it does not list. */
function administratorsOf({ global }: Vdoms, wholeness: Wholeness, context: Context): Administrators {
  const tables = tablesIn(global, "system admin");
  const others = { profiles: rowsIn(global, "system accprofile"), programs: rowsIn(global, "system api-user") };
  const isPart = wholeness.isCut || context.header.onlyVdom !== undefined;
  const isWhole = tables.some(({ rows }) => rows.length > 0) || !isPart;
  const cut = tables.find((table) => isCutIn(table, wholeness));
  if (isWhole && cut === undefined) return { tables, ...others };
  const at = cut === undefined ? headerRange(context) : context.rangeOf(cut);
  const reason = "administrators may be missing from the file: from where they log in is not known";
  return { tables, ...others, lacking: context.doubt({ reason, scope: "match", at }) };
}

/** Whether a file ends in the middle of a table. */
function isCutIn(table: Block, { unclosed }: Wholeness): boolean {
  return unclosed !== undefined && lastStart(table) <= unclosed && unclosed < (table.later.at(-1) ?? table.end);
}

interface Surroundings {
  readonly global: Block | undefined;
  readonly ports: ReadonlyMap<string, AccessService>;
  readonly interfaces: ReadonlyMap<InterfaceId, Interface>;
  readonly vdoms: Vdoms;
  readonly trustedHosts: AddressExpression | undefined;
  readonly wholeness: Wholeness;
}

function managementService(
  service: (typeof ADMINISTRATION)[number],
  grants: readonly AccessGrant[],
  around: Surroundings,
  context: Context,
): ManagementService {
  const { port, portDoubt } = around.ports.get(service) ?? {};
  const known = around.interfaces.size > 0 && rowsIn(around.vdoms.global, "system interface").length > 0;
  const answering = isOn(service, around, context);
  const ids = [...new Set(grants.map((grant) => grant.interface))];
  const granted = grants.some(({ access }) => !access.isUnread) ? true : ids.length > 0 ? undefined : false;
  return {
    service,
    enabled: known && !isLost(around) ? both(granted, answering) : undefined,
    ...(port === undefined ? {} : { port }),
    ...(portDoubt === undefined ? {} : { portDoubt }),
    ...(known && !isLost(around) ? { interfaces: ids } : {}),
    ...(around.trustedHosts && service !== "snmp" ? { sources: around.trustedHosts } : {}),
    at: grants.length > 0 ? grants.map((grant) => grant.at) : around.global ? [context.rangeOf(around.global)] : [],
  };
}

/** Whether the device itself has a service switched on, whatever its interfaces say. */
function isOn(service: string, { global, vdoms, wholeness }: Surroundings, context: Context): boolean | undefined {
  if (service === "snmp") return snmpAnswers(vdoms, wholeness);
  if (service !== "telnet" || global === undefined) return true;
  if (mayGive(global, "admin-telnet", /able|disa/, context)) return undefined;
  return textOf(global, "admin-telnet") !== "disable";
}

function both(one: boolean | undefined, other: boolean | undefined): boolean | undefined {
  if (one === false || other === false) return false;
  return one === undefined ? undefined : other;
}

/** Whether interfaces may be missing, one that answers among them: a line between them was not understood, or the file ends there. */
function isLost({ vdoms, wholeness }: Surroundings): boolean {
  return tablesIn(vdoms.global, "system interface").some(
    (table) => table.unknown.length > 0 || isCutIn(table, wholeness),
  );
}

const SNMP_KEYS = new Set(
  `status description contact-info location engine-id engine-id-type append-index non-mgmt-vdom-query trap-high-cpu-threshold
   trap-low-memory-threshold trap-log-full-threshold trap-free-memory-threshold trap-freeable-memory-threshold`.split(
    /\s+/,
  ),
);

/** Off by default; a line of the section that is not known may be what switches it on. */
function snmpAnswers({ global }: Vdoms, wholeness: Wholeness): boolean | undefined {
  const tables = tablesIn(global, "system snmp sysinfo");
  if (tables.some((table) => isEnabled(table, "status"))) return true;
  if (tables.length === 0 ? wholeness.isCut : tables.some((table) => isCutIn(table, wholeness))) return undefined;
  const isOpen = tables.some(
    ({ settings, unknown }) =>
      unknown.length > 0 ||
      settings.some(({ key, values: [value] }) => !SNMP_KEYS.has(key) || (key === "status" && value !== "disable")),
  );
  return isOpen ? undefined : false;
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
    ...unreadWords(row, context),
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
    if (!OTHERS.has(word)) {
      context.notUnderstood(setting, "system interface");
      context.diagnostics.add("fortigate/unknown-value", at, { message: "this word of allowaccess is not known" });
    }
    const reason = `which packets "${word}" in allowaccess lets in is not known`;
    const doubt = context.sharedDoubt(`allowaccess ${word}`, { reason, scope: "match", at });
    const access = { ...unknownAccess(doubt, at), word, ...(OTHERS.has(word) ? {} : UNREAD) };
    return [{ interface: row.name, access, family, at }];
  });
}

/** Words whose packets are not documented, and administer nothing. */
const OTHERS: ReadonlySet<string> = new Set(["auto-ipsec", "scim", "dnp", "icond"]);

const UNREAD = { isUnread: true } as const;

function unknownAccess(doubt: DoubtId, at: SourceRange): AccessService {
  return { word: "what was not understood", service: "other", packets: { kind: "unknown", doubt, at }, trusted: "no" };
}

/** Of an interface that has a line that was not understood, which may be the one that lets in. */
function unreadWords(row: Block, context: Context): AccessGrant[] {
  const places = [
    { block: row, key: "allowaccess", families: [4, 6] as const },
    ...rowsOf(row, "secondaryip").map((block) => ({ block, key: "allowaccess", families: [4] as const })),
    ...row.configs.map((block) => ({ block, key: "ip6-allowaccess", families: [6] as const })),
  ];
  const lost = places.filter(
    ({ block, key }) => block.unknown.length > 0 && (!settingOf(block, key) || mayBeAbout(block, key)),
  );
  return lost.flatMap(({ block, families }) => {
    const at = context.rangeOf(block);
    const reason = `a line of ${row.name} was not understood, and may say who answers there (allowaccess)`;
    const access = { ...unknownAccess(context.doubt({ reason, scope: "match", at }), at), ...UNREAD };
    return families.map((family): AccessGrant => ({ interface: row.name, access, family, at }));
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

/** Services of a file that is not one configuration: interfaces that it lacks may answer, and administrators that it lacks log in from anywhere. */
export function ofPart(services: readonly ManagementService[]): ManagementService[] {
  return services.map(({ interfaces: _, sources: __, ...service }) => ({ ...service, enabled: undefined }));
}
