/** Members of `object-group ip address` and `object-group ip port`, which the Catalyst 6500 has for its policy-based ACLs. */
import type { AddressExpression, ServiceExpression } from "../../../../src/model/expression.js";
import { readIPv4 } from "../../../../src/packets/address.js";
import type { CiscoLine } from "../../tree.js";
import { hostAddress, netmaskLength, prefixAddress, readNetmask, readWildcard } from "../address.js";
import type { CiscoContext } from "../context.js";
import { splitSequence } from "../entry.js";
import { portMember } from "../port-groups.js";
import { reportReversedRanges } from "../reversed-range.js";

const SECTION = "object-group ip";

/** `host A`, `A MASK`, `A/len`, with or without a number before it. One that is not understood may hold any address. */
export function policyAddressMember(line: CiscoLine, context: CiscoContext): AddressExpression | undefined {
  const { words } = splitSequence(line);
  context.mark(line, "modelled");
  if (isText(words)) return undefined;
  const at = context.at(line);
  const member = addressMember(words, line, context);
  return member ?? { kind: "unknown", doubt: context.unknown(line, SECTION, { scope: "match" }), at };
}

function isText([first]: readonly string[]): boolean {
  return first === undefined || first === "description" || first === "exit";
}

function addressMember(
  words: readonly string[],
  line: CiscoLine,
  context: CiscoContext,
): AddressExpression | undefined {
  const [first = "", second] = words;
  const at = context.at(line);
  if (words.length > 2) return undefined;
  if (second === undefined) return prefixAddress(first, at);
  return first === "host" ? hostAddress(second, at) : maskedAddress(first, second, line, context);
}

/**
 * The vendor's examples write netmasks (255.255.0.0), its syntax says "mask" alone, and NX-OS has wildcards in the same place:
 * a mask that is no netmask, or 0.0.0.0, is taken either way.
 */
function maskedAddress(
  address: string,
  mask: string,
  line: CiscoLine,
  context: CiscoContext,
): AddressExpression | undefined {
  const at = context.at(line);
  const bits = readIPv4(mask);
  const netmask = readNetmask(address, mask, at);
  const wildcard = readWildcard(address, mask, at);
  if (bits === undefined || netmask === undefined || wildcard === undefined) return undefined;
  if (bits !== 0 && netmaskLength(bits) !== undefined) return netmask;
  const doubt = context.doubt(`whether ${mask} is a netmask or a wildcard is not certain`, line, { scope: "match" });
  const either = { kind: "union" as const, of: [netmask, wildcard] };
  // The other members of the group stay what they are.
  return { kind: "union", of: [{ kind: "unknown", doubt, lower: { kind: "none" }, upper: either }], at };
}

/** `eq 80`, `range 1 5`, `gt`, `lt`, `neq`, with or without a number before it. */
export function policyPortMember(line: CiscoLine, context: CiscoContext): ServiceExpression | undefined {
  const { words } = splitSequence(line);
  context.mark(line, "modelled");
  if (isText(words)) return undefined;
  const at = context.at(line);
  reportReversedRanges(line, context);
  const member = portMember(words, at, context);
  return member ?? { kind: "unknown", doubt: context.unknown(line, SECTION, { scope: "match" }), at };
}
