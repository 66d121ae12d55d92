/** Multicast policies: packets to groups never meet the ordinary policies (reference/fortios.md 3, step 8). */
import type { AddressExpression, Family, ServiceExpression } from "../../../src/model/expression.js";
import type { Rule, RuleDoubt, RuleMatch } from "../../../src/model/rule.js";
import { type Block, isEnabled, mayBeAbout, type Setting, settingOf, textOf } from "../tree.js";
import { readIPv4, readNetwork4, readNumber } from "./address-text.js";
import type { Context } from "./context.js";
import { headerRange } from "./implicit.js";
import { rowsIn, tablesIn } from "./vdoms.js";
import type { VirtualDomain } from "./virtual-domain.js";

const SECTIONS = { 4: "firewall multicast-policy", 6: "firewall multicast-policy6" } as const;
const GROUPS: AddressExpression = {
  kind: "union",
  of: [
    { kind: "range4", from: 0xe0000000, to: 0xefffffff },
    { kind: "range6", from: 0xffn << 120n, to: (1n << 128n) - 1n },
  ],
};

/** The rules that packets to groups meet; what none permits is denied, so nothing of it reaches the ordinary policies. */
export function multicastRules(domain: VirtualDomain, context: Context): Rule[] {
  const rules = ([4, 6] as const).flatMap((family) =>
    rowsIn(domain.vdom.holders, SECTIONS[family]).map((row) => readRow(row, family, domain, context)),
  );
  const at = headerRange(context);
  const [global = domain.settings] = tablesIn(domain.shared, "system global");
  const skipping = isEnabled(domain.settings, "multicast-skip-policy")
    ? settingOf(domain.settings, "multicast-skip-policy")
    : isEnabled(global, "tp-mc-skip-policy")
      ? settingOf(global, "tp-mc-skip-policy")
      : undefined;
  const denial = rest("multicast implicit deny", "deny", at);
  if (!skipping) return [...rules, { ...denial, ...bridged(domain, context) }];
  const skips = rest("multicast without policy", "permit", context.settingRange(skipping));
  const doubts = routed(skipping, domain, context);
  return [...rules, { ...skips, doubts }, denial];
}

/** That groups pass without a policy is documented for VDOMs that bridge (reference/fortios.md 6.7). */
function routed(skipping: Setting, { settings }: VirtualDomain, context: Context): RuleDoubt[] {
  if (textOf(settings, "opmode") === "transparent") return [];
  const reason = `whether multicast passes a routing VDOM without a policy is not documented (${skipping.key})`;
  const doubt = context.doubt({ reason, scope: "rule", at: context.settingRange(skipping) });
  return [{ doubt, effect: "narrows" }];
}

/** That nothing passes to groups without a policy is documented for routed VDOMs alone. */
function bridged(domain: VirtualDomain, context: Context): Pick<Rule, "doubts"> {
  const setting = settingOf(domain.settings, "opmode");
  if (setting?.values[0] !== "transparent") return {};
  const reason = "whether multicast passes without a policy in transparent mode is not documented";
  const doubt = context.doubt({ reason, scope: "rule", at: context.settingRange(setting) });
  return { doubts: [{ doubt, effect: "narrows" }] };
}

function rest(id: string, action: "permit" | "deny", at: Rule["at"][0]): Rule {
  const match: RuleMatch = { source: { kind: "any" }, destination: GROUPS, service: { kind: "any" } };
  return { id, name: id, action, match, enabled: true, implicit: true, log: false, at: [at] };
}

/** Unlike other policies, one without an action accepts (trap 33). */
function readRow(row: Block, family: Family, domain: VirtualDomain, context: Context): Rule {
  const doubts = context.claim(row, SECTIONS[family], { scope: "rule" });
  const written = textOf(row, "action") === "deny" ? "deny" : "permit";
  const action = mayBeAbout(row, "action") ? "unknown" : written;
  if (action !== "deny") {
    doubts.push(...forwardingOff(domain, context));
    doubtHosts(row, context);
  }
  const [name, comment] = [textOf(row, "name"), textOf(row, "comments")];
  const addresses = family === 4 ? domain.addresses4 : domain.addresses6;
  const [source, destination] = [settingOf(row, "srcaddr"), settingOf(row, "dstaddr")];
  const groups: AddressExpression = { kind: "any", family };
  return {
    id: family === 4 ? row.name : `${row.name} IPv6`,
    ...(name === undefined ? {} : { name }),
    action,
    match: {
      // A rule stands between its interfaces even where it is in doubt: a statement that was not understood may be about these.
      ...(row.unknown.length > 0 ? {} : sidesOf(row, domain, doubts)),
      source: source ? addresses.resolve(source) : { kind: "any", family },
      destination: {
        kind: "union",
        of: [
          onlyGroups(destination ? addresses.resolveMulticast(destination) : groups),
          ...(action === "deny" || destination === undefined ? [] : broadcastsOf(destination, row, domain, context)),
        ],
      },
      service: serviceOf(row, context),
    },
    enabled: textOf(row, "status") !== "disable" || mayBeAbout(row, "status"),
    ...(doubts.length > 0 ? { doubts } : {}),
    log: textOf(row, "logtraffic") === "all" || textOf(row, "logtraffic") === "enable",
    ...(comment === undefined ? {} : { comment }),
    at: context.rangesOf(row),
  };
}

/**
 * What is for all hosts of a network, where a row names that by an object of the type `broadcastmask`: it is passed on to them
 * without an ordinary policy (Fortinet, how to allow Wake-on-LAN from SSL VPN clients), surely or not is not documented.
 */
function broadcastsOf(named: Setting, row: Block, { vdom }: VirtualDomain, context: Context): AddressExpression[] {
  const objects = rowsIn(vdom.holders, "firewall multicast-address").filter(
    (one) => named.values.includes(one.name) && textOf(one, "type") === "broadcastmask",
  );
  return objects.map((one): AddressExpression => {
    const at = context.settingRange(named);
    const reason = `multicast policy ${row.name} may pass on what is for all hosts of a network (${one.name})`;
    const doubt = context.doubt({ reason, scope: "match", at });
    const network = readNetwork4(settingOf(one, "subnet")?.values ?? []);
    if (network === undefined) return { kind: "unknown", doubt, upper: { kind: "any", family: 4 }, at };
    const first = (network.address & network.mask) >>> 0;
    const last = (first | ~network.mask) >>> 0;
    const ends = [first, last].map((end) => ({ kind: "range4", from: end, to: end }) as const);
    return { kind: "unknown", doubt, upper: { kind: "union", of: ends }, at };
  });
}

/** With `dnat` packets to a group are sent to another address (Fortinet, CLI reference): that of a host gets them past its policies. */
function doubtHosts(row: Block, context: Context): void {
  const setting = settingOf(row, "dnat");
  const address = setting && readIPv4(setting.values[0] ?? "");
  const isGroup = address !== undefined && address >>> 28 === 0xe;
  if (setting === undefined || address === 0 || isGroup || textOf(row, "status") === "disable") return;
  const reason = `multicast policy ${row.name} sends packets to groups to a host (dnat), whatever policies say of it`;
  context.doubt({ reason, scope: "device", at: context.settingRange(setting) });
}

/** With `multicast-forward disable` groups are forwarded as a multicast router has learned, or not at all. */
function forwardingOff(domain: VirtualDomain, context: Context): RuleDoubt[] {
  const tables = [domain.settings, ...tablesIn(domain.shared, "system global")];
  const setting = tables
    .flatMap((table) => settingOf(table, "multicast-forward") ?? [])
    .find(({ values }) => values[0] === "disable");
  if (!setting) return [];
  const at = context.settingRange(setting);
  const reason = "multicast is forwarded only as far as a multicast router has learned (multicast-forward)";
  const doubt = context.sharedDoubt(`${domain.prefix}multicast-forward`, { reason, scope: "rule", at });
  return [{ doubt, effect: "narrows" }];
}

/** Whatever the row names, only packets to groups come here. */
function onlyGroups(named: AddressExpression): AddressExpression {
  return { kind: "except", base: named, minus: { kind: "not", of: GROUPS, family: "both" } };
}

function sidesOf(row: Block, domain: VirtualDomain, doubts: RuleDoubt[]): Partial<RuleMatch> {
  return {
    ...sideOf(row, "srcintf", "ingress", domain, doubts),
    ...sideOf(row, "dstintf", "egress", domain, doubts),
  };
}

function sideOf(
  row: Block,
  key: string,
  direction: "ingress" | "egress",
  domain: VirtualDomain,
  doubts: RuleDoubt[],
): Partial<RuleMatch> {
  const setting = settingOf(row, key);
  if (!setting) return { [direction]: [] };
  const { interfaces, unsure } = domain.names.resolve(setting);
  if (unsure !== undefined) doubts.push({ doubt: unsure, effect: "anything" });
  return interfaces ? { [direction]: interfaces } : {};
}

/** `protocol` 0, the default, is every one; ports count for TCP and UDP. */
function serviceOf(row: Block, context: Context): ServiceExpression {
  const setting = settingOf(row, "protocol");
  const at = context.keyRange(row, setting);
  const protocol = setting ? readNumber(setting.values[0], 255) : 0;
  if (protocol === undefined || protocol === 0) return { kind: "any", at };
  const from = readNumber(textOf(row, "start-port"), 65535) ?? 1;
  const to = readNumber(textOf(row, "end-port"), 65535) ?? 65535;
  if (protocol !== 6 && protocol !== 17) return { kind: "protocol", protocol, at };
  return { kind: "ports", protocol, destination: [{ from, to }], at };
}
