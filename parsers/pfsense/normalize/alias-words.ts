/** Words of an alias as the programs that fill tables read them (scripts/filter/lib/alias/base.py of OPNsense; filter.inc of pfSense). */
import type { AddressExpression } from "../../../src/model/expression.js";
import { readIPv4 } from "../../../src/packets/address.js";
import type { SourceRange } from "../../../src/source/range.js";
import type { Context } from "./context.js";
import { readNetwork } from "./ip.js";

/** An address, a network, a range or a wildcard; `undefined`: a name. pfSense stores no ranges, and looks them up as names of hosts. */
export function literalOf(context: Context, text: string, at: SourceRange): AddressExpression | undefined {
  if (!context.isOPNsense) return text.includes("-") ? undefined : readNetwork(text, at);
  return readNetwork(text, at) ?? wildcard(text);
}

/**
 * Whether a word behind `!` is left out for sure. In OPNsense an address or a network is; what is a range or an alias without the mark is
 * looked up as the name of a host with it. pfSense has no such mark, but pf reads what it writes.
 */
export function isLeftOut({ isOPNsense }: Context, text: string): boolean {
  return isOPNsense && !text.includes("-");
}

/** How many addresses a wildcard is taken apart into; what is beyond is left out. */
const MOST_BITS = 16;

/**
 * OPNsense: `192.168.0.1/0.0.255.0`, where a 1 means "any value" (reference/pfsense.md B4). Of one with more free bits than that, those at
 * the end apart, the table holds the first ones alone; older releases take it for a mask where it looks like one.
 */
function wildcard(text: string): AddressExpression | undefined {
  const [address = "", wild = ""] = text.split("/");
  const [value, any] = [readIPv4(address), readIPv4(wild)];
  if (value === undefined || any === undefined || scattered(any) > MOST_BITS) return undefined;
  const care = ~any >>> 0;
  return { kind: "pattern4", value: (value & care) >>> 0, care };
}

/** How many bits are set, but for those at the end. */
function scattered(bits: number): number {
  let rest = BigInt(bits);
  while ((rest & 1n) === 1n) rest >>= 1n;
  return rest.toString(2).replaceAll("0", "").length;
}
