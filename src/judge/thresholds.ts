/** Numbers and lists that checks measure by: their defaults, and what a plant sets in their place. */
import { didYouMean } from "../diagnostics/nearest.js";
import { UsageError } from "../diagnostics/usage-error.js";
import { ownValue } from "../source/own-value.js";
import { isRecord } from "./said.js";

export type Threshold = number | string | boolean | readonly number[] | readonly string[];
/** By check id, then by name: what policies read as `data.thresholds`. */
export type Thresholds = Readonly<Record<string, Readonly<Record<string, Threshold>>>>;

/** A threshold that is not what it is by default. */
export interface TunedThreshold {
  readonly check: string;
  readonly name: string;
  readonly value: Threshold;
  readonly usual: Threshold;
}

/** Whether a value is a set of thresholds at all. */
export function isThresholds(value: unknown): value is Thresholds {
  return isRecord(value) && Object.values(value).every((one) => isRecord(one) && Object.values(one).every(isThreshold));
}

/**
 * The defaults with the values of a file in their place.
 * @param given what the file holds: values by check and name.
 * @throws UsageError for a check, a name or a kind of value that is none: a mistyped one would change nothing, unseen.
 */
export function tuneThresholds(
  defaults: Thresholds,
  given: unknown,
  file: string,
): { thresholds: Thresholds; tuned: TunedThreshold[] } {
  if (!isRecord(given))
    throw new UsageError(`${file} holds no thresholds`, "values by check: level-skip: { levels: 3 }");
  const tuned = Object.entries(given).flatMap(([check, values]) => {
    const known = lookUp(defaults, check, `${file}: no threshold belongs to a check`);
    if (!isRecord(values)) throw new UsageError(`${file}: ${check} holds no thresholds`, `known: ${names(known)}`);
    return Object.entries(values).map(([name, value]) => {
      const usual = lookUp(known, name, `${file}: ${check} has no threshold`);
      if (!isThreshold(value) || !isAlike(value, usual)) {
        throw new UsageError(
          `${file}: ${check}.${name} cannot be ${JSON.stringify(value)}`,
          `expected ${wanted(usual)}`,
        );
      }
      return { check, name, value, usual };
    });
  });
  const merged = Object.fromEntries(Object.entries(defaults).map(([check, values]) => [check, { ...values }]));
  for (const { check, name, value } of tuned) merged[check] = { ...merged[check], [name]: value };
  return {
    thresholds: merged,
    tuned: tuned.filter(({ value, usual }) => JSON.stringify(value) !== JSON.stringify(usual)),
  };
}

function lookUp<T>(table: Readonly<Record<string, T>>, key: string, what: string): T {
  const found = ownValue(table, key);
  if (found !== undefined) return found;
  throw new UsageError(
    `${what} "${key}"`,
    `${didYouMean(key, Object.keys(table)) ?? ""} known: ${names(table)}`.trim(),
  );
}

function names(table: object): string {
  return Object.keys(table).join(", ");
}

function isThreshold(value: unknown): value is Threshold {
  if (!Array.isArray(value)) return ["number", "string", "boolean"].includes(typeof value);
  return value.length > 0 && ["number", "string"].some((type) => value.every((item) => typeof item === type));
}

/** Of the same kind. A list of numbers goes by its places, so it has as many of them. */
function isAlike(value: Threshold, usual: Threshold): boolean {
  if (Array.isArray(value) && Array.isArray(usual)) {
    const [one, other]: unknown[] = [value[0], usual[0]];
    const isFit = typeof one === typeof other && (typeof one === "string" || value.length === usual.length);
    return isFit && value.every(isSound);
  }
  return typeof value === typeof usual && isSound(value);
}

/** Numbers are counts: whole, and not below 0. */
function isSound(value: unknown): boolean {
  return typeof value !== "number" || (Number.isSafeInteger(value) && value >= 0);
}

function wanted(usual: Threshold): string {
  const like = `such as ${JSON.stringify(usual)}`;
  if (!Array.isArray(usual)) return `a ${typeof usual === "number" ? "whole number" : typeof usual}, ${like}`;
  return typeof usual[0] === "number" ? `${usual.length} whole numbers, ${like}` : `texts, ${like}`;
}
