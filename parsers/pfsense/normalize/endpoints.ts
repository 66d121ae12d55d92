/** Source and destination of a rule: addresses by family, and ports. */
import type { AddressExpression, Family } from "../../../src/model/expression.js";
import type { RuleMatch } from "../../../src/model/rule.js";
import { child, type Element, has, textOf } from "../tree.js";
import type { Aliases } from "./aliases.js";
import type { Context } from "./context.js";
import { EVERY, readNetwork } from "./ip.js";
import type { Networks } from "./networks.js";
import { readPort } from "./ports.js";
import type { Ports } from "./services.js";
import { isOn } from "./switches.js";
import { union } from "./table.js";

/** What words stand for. */
export interface Names {
  readonly context: Context;
  readonly aliases: Aliases;
  readonly networks: Networks;
}

/**
 * One end of a rule. `by`: the addresses in each family; a family that is left out: the rule is not loaded there.
 * `whole` names the same for people: an object of both families where there is one.
 */
export interface Endpoint {
  readonly whole: AddressExpression;
  readonly by: Partial<Record<Family, AddressExpression>>;
}

/** Why a rule is not loaded at all. */
export interface NotLoaded {
  readonly notLoaded: string;
}

const FAMILIES: readonly Family[] = [4, 6];

/**
 * Reads `<source>` or `<destination>` (reference/pfsense.md 2.4).
 * @param isModel written by a model of OPNsense, where `<not>` is a value; in its old places it counts by being there.
 */
export function readEndpoint(names: Names, of: Element | undefined, isModel = false): Endpoint | NotLoaded {
  const { context } = names;
  if (has(of, "any")) return everywhere();
  const word = textOf(of, "network") || textOf(of, "address");
  if (of === undefined || word === "") return { notLoaded: "it has no source or no destination" };
  const negated = isModel ? isOn(context, of, "not") : has(of, "not");
  const isNetwork = textOf(of, "network") !== "";
  const found = isNetwork ? networkWord(names, word) : addressWord(names, word, of);
  if (found === undefined) return { notLoaded: `"${word}" is neither an address nor an alias or interface` };
  // OPNsense negates no `any` (library/OPNsense/Firewall/Rule.php: convertAddress).
  if (!negated || (context.isOPNsense && word === "any")) return found;
  if (!isModel && context.isOPNsense && textOf(of, "not") === "0") return perhapsNegated(context, of);
  return isNetwork && splitsNegations(context) ? negateEach(names, word, of) : negate(names, word, found);
}

/** OPNsense tests that `<not>` is there (library/OPNsense/Firewall/Rule.php); nothing of its own writes a 0 into it. */
function perhapsNegated(context: Context, of: Element): Endpoint {
  const doubt = context.doubt("match", "whether a negation of 0 is read as one depends on the release", of);
  const open = (family: Family) => ({ kind: "unknown", doubt, upper: EVERY[family] }) as const;
  return { whole: { kind: "unknown", doubt }, by: { 4: open(4), 6: open(6) } };
}

export function everywhere(): Endpoint {
  return { whole: { kind: "any" }, by: { 4: { kind: "any", family: 4 }, 6: { kind: "any", family: 6 } } };
}

/**
 * The complement, taken within each family apart. Of an alias that is switched off it may be everything, where its table is
 * there and empty, or nothing, where the rule is not loaded (D5).
 */
export function negate({ context, aliases }: Names, word: string, of: Endpoint): Endpoint {
  const off = aliases.switchedOff(word);
  const by: Partial<Record<Family, AddressExpression>> = {};
  for (const family of FAMILIES) {
    const held = of.by[family];
    if (held === undefined) continue;
    by[family] = off
      ? {
          kind: "unknown",
          doubt: context.doubt("match", `the alias ${word} is switched off but used`, off),
          upper: EVERY[family],
        }
      : { kind: "not", of: held, family };
  }
  const both = by[4] !== undefined && by[6] !== undefined && !off;
  return { whole: both ? { kind: "not", of: of.whole, family: "both" } : union(Object.values(by)), by };
}

/** Before version 2.7 a keyword of several networks was written as a list, and its negation as one of negations (D3). */
function splitsNegations({ isOPNsense, root }: Context): boolean {
  return !isOPNsense && !(Number.parseFloat(textOf(root, "version")) >= TABLES_SINCE);
}

/** Schema of version 2.7. */
const TABLES_SINCE = 22.9;

/**
 * Of such a list any entry may be enough: then it holds everything that is not in all of them. In a family in which there is no
 * network these versions load no rule, negated or not (filter.inc of 2.3 and 2.5: filter_generate_address).
 */
function negateEach(names: Names, word: string, at: Element): Endpoint {
  const { context, networks } = names;
  const by: Partial<Record<Family, AddressExpression>> = {};
  const found = networkWord(names, word);
  for (const family of FAMILIES) {
    const held = found?.by[family];
    // Which version it is has to be known for the rule to be left out.
    if (held === undefined || (held.kind === "none" && textOf(context.root, "version") !== "")) continue;
    const apart: AddressExpression = { kind: "not", of: held, family };
    if (held.kind !== "none" && networks.countOf(word, family) < 2) by[family] = apart;
    else {
      const reason = `this version may take the negation of "${word}" for each of its networks apart`;
      const doubt = context.doubt("match", reason, at);
      const lower = held.kind === "none" ? {} : { lower: apart };
      by[family] = { kind: "unknown", doubt, ...lower, upper: EVERY[family] };
    }
  }
  return { whole: union(Object.values(by)), by };
}

/** A keyword: an interface or group and its networks, `lanip`, `(self)`. OPNsense takes addresses and aliases here, too. */
export function networkWord(names: Names, word: string): Endpoint | undefined {
  const { context, networks } = names;
  if (word === "any" && context.isOPNsense) return everywhere();
  if (word === "(self)") return both(context, networks.self());
  const network = networks.network(word);
  if (network) return both(context, perhapsKnown(names, word, network));
  if (word.endsWith("ip") && networks.network(word.slice(0, -2))) return ownAddress(names, word.slice(0, -2));
  return context.isOPNsense ? addressWord(names, word) : undefined;
}

/**
 * Up to 2.5 at least, pfSense loads no rule that names the network of a group; that of all tunnels of OpenVPN, or of IPsec, no release has
 * that is known (filter.inc: filter_generate_address).
 */
function perhapsKnown({ context, networks }: Names, word: string, network: AddressExpression): AddressExpression {
  const { isOPNsense, root } = context;
  const isOld = !(Number.parseFloat(textOf(root, "version")) >= TABLES_SINCE);
  const isOpen = networks.isGroup(word) ? isOld : OF_TUNNELS.has(word) && !has(child(root, "interfaces"), word);
  if (isOPNsense || !isOpen) return network;
  const what = networks.isGroup(word) ? "the networks of the group" : "networks of";
  const doubt = context.doubt("match", `whether this version knows ${what} ${word} is not known`, root);
  return word === "enc0" ? { kind: "unknown", doubt } : { kind: "unknown", doubt, upper: network };
}

const OF_TUNNELS = new Set(["openvpn", "enc0", "wireguard"]);

/** In a family in which the interface has no address, pfSense does not load the rule (trap 17). */
function ownAddress(names: Names, id: string): Endpoint {
  const by: Partial<Record<Family, AddressExpression>> = {};
  for (const family of FAMILIES) {
    const address = names.networks.address(id, family);
    if (address !== undefined) by[family] = address;
  }
  return { whole: union(Object.values(by)), by };
}

/**
 * An address, a network, or an alias.
 * @param at where a host part of IPv6 may stand, which pfSense puts behind the prefix that a provider gives (2.4).
 */
export function addressWord(names: Names, word: string, at?: Element): Endpoint | undefined {
  const { context, aliases } = names;
  const alias = aliases.addresses(word);
  if (alias) return both(context, alias);
  if (aliases.portsOf(word)) {
    // It is written down as it stands, and pf then loads none of the rules (util.inc: alias_expand; library/OPNsense/Firewall/Rule.php).
    const reason = "an alias of ports stands in the place of addresses: which rules are loaded is not known";
    return both(context, { kind: "unknown", doubt: context.doubt("match", reason, at ?? context.root) });
  }
  const literal = readNetwork(word);
  if (at && literal?.kind === "range6" && !context.isOPNsense && /^::[\da-f]/i.test(word) && hasGivenPrefix(context)) {
    const doubt = context.doubt("match", "which prefix stands before a host part of IPv6 is not in the file", at);
    return both(context, { kind: "unknown", doubt, upper: EVERY[6] });
  }
  return literal && both(context, word.includes("-") ? perhapsRange(context, word, literal, at) : literal);
}

/** A range stands in aliases alone: a rule that names one itself is left out by the generators that are known (util.inc: alias_expand; library/OPNsense/Firewall/Rule.php). */
function perhapsRange(context: Context, word: string, range: AddressExpression, at?: Element): AddressExpression {
  const reason = `whether a rule that names the range ${word} itself is loaded is not known`;
  return { kind: "unknown", doubt: context.doubt("match", reason, at ?? context.root), upper: range };
}

function hasGivenPrefix({ root }: Context): boolean {
  const interfaces = child(root, "interfaces")?.children ?? [];
  return interfaces.some((each) => !["", "none"].includes(textOf(each, "ipaddrv6").toLowerCase()));
}

const NONE: AddressExpression = { kind: "none" };

function both(context: Context, whole: AddressExpression): Endpoint {
  if (whole.kind === "range4") return { whole, by: { 4: whole, 6: NONE } };
  if (whole.kind !== "object") return { whole, by: { 4: context.within(whole, 4), 6: context.within(whole, 6) } };
  return context.endpoint(whole.object, () => ({
    whole,
    by: { 4: context.within(whole, 4), 6: context.within(whole, 6) },
  }));
}

/**
 * Joins the two ends for the families of a rule. Undefined when it is loaded in none of them. One of the ends has to
 * hold the rule to its families; the other keeps its plain form.
 */
export function matchEnds(
  families: readonly Family[],
  source: Endpoint,
  destination: Endpoint,
): (Pick<RuleMatch, "source" | "destination"> & { readonly families: readonly Family[] }) | undefined {
  const loaded = families.filter((family) => source.by[family] !== undefined && destination.by[family] !== undefined);
  const [family] = loaded;
  if (family === undefined) return undefined;
  if (loaded.length === 2) return { source: source.whole, destination: destination.whole, families: loaded };
  const [from, to] = [source.by[family], destination.by[family]];
  if (from === undefined || to === undefined) return undefined;
  // The source holds the rule to its family, so an object at the other end need not be cut.
  const { whole } = destination;
  return { source: from, destination: whole.kind === "object" || whole.kind === "any" ? whole : to, families: loaded };
}

/**
 * Ports of an end: undefined where none are written; "unknown" for a word that is neither a port nor an alias. To both generators a port
 * of 0 is none (PHP: empty); the word any is one to OPNsense alone (filter.inc: filter_generate_user_rule).
 */
export function readPorts(names: Names, of: Element | undefined): Ports | "unknown" | undefined {
  const word = textOf(of, "port");
  const isNone = word === "" || word === "0" || (word === "any" && names.context.isOPNsense);
  return isNone ? undefined : portsOfWord(names, word);
}

export function portsOfWord(names: Names, word: string): Ports | "unknown" {
  const alias = names.aliases.portsOf(word);
  if (alias) return { ...alias, alias: word };
  // No port is 0, and no range begins there (util.inc: is_port; library/OPNsense/Firewall/Util.php: isPort).
  const read =
    word.startsWith("0") && /^0+(?:\D|$)/.test(word) ? undefined : (readPort(word, "-") ?? readPort(word, ":"));
  return read ? { ranges: [read] } : "unknown";
}
