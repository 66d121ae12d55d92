/** The plant's result with hostile text in every field that an input can fill. */
import type { CheckResult } from "../../src/report/result.js";
import { plantResult } from "./plant-result.js";

/** Escapes, line ends, markup of several kinds, placeholders, a lone surrogate, direction overrides. */
export const HOSTILE =
  "x\u001b[31m\u009b2J\u0007\r\ny|`*_#[a](javascript:b)<script>&\"'{0}{x}\u202e\u2028\ud800\u200b\u0000";

/** Keys whose values are ours or have a fixed form; every other text becomes hostile. */
const FIXED = new Set([
  ..."check code severity verdict status role sha256 fingerprint id area vendor platform verdictKind kind version".split(
    " ",
  ),
  ..."file path encoding text owner action state".split(" "),
]);

export function hostileResult(): CheckResult {
  const result = plantResult();
  const { sources, ...rest } = result;
  return { ...(poison(rest) as Omit<CheckResult, "sources">), sources };
}

function poison(value: unknown, key = ""): unknown {
  if (typeof value === "string") return FIXED.has(key) ? value : `${HOSTILE}${value}`;
  if (Array.isArray(value)) return value.map((item) => poison(item, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, poison(item, name)]));
}
