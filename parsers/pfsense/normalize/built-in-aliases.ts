/** Tables that the system brings along. */
import type { AddressExpression } from "../../../src/model/expression.js";
import { child } from "../tree.js";
import type { Context } from "./context.js";
import { network } from "./ip.js";
import { union } from "./table.js";

/** Sets whose contents are fixed (reference/pfsense.md 2.2). */
const FIXED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    _loopback4_: "127.0.0.0/8",
    _loopback6_: "::1/128",
    _loopback46_: "127.0.0.0/8 ::1/128",
    _linklocal4_: "169.254.0.0/16",
    _linklocal6_: "fe80::/10",
    _linklocal46_: "169.254.0.0/16 fe80::/10",
    _private4_: "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16",
    _private6_: "fc00::/7",
    _private46_: "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7",
    _multicast4_: "224.0.0.0/4",
    _multicast6_: "ff00::/8",
    _multicast46_: "224.0.0.0/4 ff00::/8",
  }),
);

/** Tables that fill at run time and are empty at first: that they are is said once, here (reference/pfsense.md 8). */
const EMPTY_AT_FIRST = new Set(["sshguard", "snort2c", "virusprot", "sshlockout"]);

/** Tables of pfSense that are made of the rest of the configuration, or whose contents differ by release (2.2). */
const MADE_BY_SYSTEM = new Set(
  "vpn_networks negate_networks tonatsubnets _reserved4_ _reserved6_ _reserved46_ _nat64reserved_".split(" "),
);

/** Whether the system has a table of that name. */
export function isBuiltIn({ isOPNsense }: Context, name: string): boolean {
  if (EMPTY_AT_FIRST.has(name) || name === "bogons" || name === "bogonsv6") return true;
  return !isOPNsense && (FIXED.has(name) || MADE_BY_SYSTEM.has(name));
}

/** The addresses of a table of that name; undefined: the system has none. */
export function builtInAlias(context: Context, name: string): AddressExpression | undefined {
  if (!isBuiltIn(context, name)) return undefined;
  if (MADE_BY_SYSTEM.has(name)) return madeBySystem(context, name);
  const fixed = FIXED.get(name);
  if (fixed !== undefined) return union(fixed.split(" ").map(network));
  if (EMPTY_AT_FIRST.has(name)) return { kind: "none" };
  if (name === "bogons") return bogons4(context);
  return bogons6(context);
}

function madeBySystem(context: Context, name: string): AddressExpression {
  const doubt = context.doubt("match", `what the system's own table ${name} holds is not known`, context.root);
  return { kind: "unknown", doubt, lower: { kind: "none" } };
}

/** Never assigned to anybody. */
const BOGONS_FOR_SURE = ["0.0.0.0/8", "127.0.0.0/8", "240.0.0.0/4"].map(network);

/**
 * Never in the list: private addresses, which have a switch of their own, and a few blocks that one organisation has
 * held since before the registries (IANA IPv4 address space registry). They keep a verdict on "from the internet" possible.
 */
const NO_BOGONS = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "12.0.0.0/8",
  "17.0.0.0/8",
  "19.0.0.0/8",
  "53.0.0.0/8",
].map(network);

function bogons4(context: Context): AddressExpression {
  const upper = { kind: "except", base: { kind: "any", family: 4 }, minus: union(NO_BOGONS) } as const;
  return { kind: "unknown", doubt: bogonDoubt(context), lower: union(BOGONS_FOR_SURE), upper };
}

function bogons6(context: Context): AddressExpression {
  const upper = { kind: "except", base: { kind: "any", family: 6 }, minus: network("2001:4860::/32") } as const;
  return { kind: "unknown", doubt: bogonDoubt(context), lower: { kind: "none" }, upper };
}

function bogonDoubt(context: Context): string {
  const reason = "the list of bogon networks is fetched at run time";
  const known = context.doubts.find((doubt) => doubt.reason === reason);
  const trigger = child(context.root, "interfaces") ?? context.root;
  return known?.id ?? context.doubt("match", reason, trigger);
}
