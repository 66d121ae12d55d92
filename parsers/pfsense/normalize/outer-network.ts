/** The outer addresses of one to one. */
import type { AddressExpression } from "../../../src/model/expression.js";
import { type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";
import type { Endpoint, Names } from "./endpoints.js";
import { EVERY, prefix, readAddress } from "./ip.js";
import { notLoaded, targetOf } from "./nat-parts.js";
import { isOn } from "./switches.js";

type Range = Extract<AddressExpression, { readonly kind: "range4" | "range6" }>;

/**
 * As many addresses as the inner network has (`external/source mask`, reference/pfsense.md 5.2); `undefined`: the word stands for none. Of
 * several inner networks, or of some that the file does not tell, which they are is not known.
 */
export function outerNetwork(
  names: Names,
  element: Element,
  source: Endpoint | { readonly notLoaded: string },
): AddressExpression | undefined {
  const { context } = names;
  const word = textOf(element, "external");
  const address = readAddress(word);
  if (!address || "notLoaded" in source) return targetOf(names, word);
  const inner = rangesOf(context, source.whole)?.filter(({ kind }) => kind === `range${address.family}`);
  const [only] = inner ?? [];
  const size = only && (BigInt(only.to) - BigInt(only.from) + 1n).toString(2);
  if (size === undefined || inner?.length !== 1 || size.lastIndexOf("1") > 0) {
    const reason = "which outer addresses stand for the inner ones of a mapping one to one is not known";
    return { kind: "unknown", doubt: context.doubt("match", reason, element), upper: EVERY[address.family] };
  }
  return prefix(address, (address.family === 4 ? 32 : 128) - (size.length - 1));
}

/** The ranges that an expression is made of; `undefined` where it is made of something else as well. */
function rangesOf(context: Context, of: AddressExpression): readonly Range[] | undefined {
  if (of.kind === "range4" || of.kind === "range6") return [of];
  if (of.kind === "object") {
    const held = context.addressObject(of.object)?.value;
    return held && rangesOf(context, held);
  }
  if (of.kind !== "union") return undefined;
  const parts = of.of.map((part) => rangesOf(context, part));
  return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

/** An outer address that cannot be read: the reference does not say that such a mapping is left out, and it may bring any packet inside. */
export function unreadOuter(names: Names, element: Element): never[] {
  notLoaded(names, element, "its outer address does not resolve");
  const isOff = isOn(names.context, element, "disabled") || textOf(element, "enabled") === "0";
  const reason = "the outer address of a mapping one to one cannot be read: whether it is loaded is not known";
  if (!isOff) names.context.doubt("device", reason, element);
  return [];
}
