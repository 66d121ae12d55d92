/** Addresses in the forms that nearly all statements of exports have, read without cutting a word out. */
import type { AddressExpression } from "../../../../src/model/expression.js";
import type { SourceRange } from "../../../../src/source/range.js";
import type { PlainScan } from "../../plain-scan.js";
import { netmaskAddress } from "../address.js";
import type { Names } from "./names.js";

/**
 * `host A`, `A MASK` of IPv4. `undefined` for all else, and for what is itself the name of another address: `readPlain` reads it.
 * Where it begins like one the place is then behind its beginning, and nothing else may be read there.
 * @param at left out: the place of what it is a part of says it.
 */
export function plainAddress(
  scan: PlainScan,
  at: SourceRange | undefined,
  names: Names,
): AddressExpression | undefined {
  if (scan.isNumeric) {
    const address = addressOf(scan, names);
    const mask = address !== undefined && scan.blank() ? scan.ipv4() : undefined;
    return address === undefined || mask === undefined || !scan.isAtWordEnd
      ? undefined
      : netmaskAddress(address, mask, at);
  }
  if (!scan.takes("host ")) return undefined;
  const host = addressOf(scan, names);
  return host === undefined || !scan.isAtWordEnd ? undefined : netmaskAddress(host, 0xffffffff, at);
}

/** An address that is not itself the name of another. */
function addressOf(scan: PlainScan, names: Names): number | undefined {
  const { at, text } = scan;
  const value = scan.ipv4();
  return names.size > 0 && names.has(text.slice(at, scan.at)) ? undefined : value;
}
