/** What a schema objects to in a document, such as zones.yaml, as diagnostics with a place, what was expected, and what was probably meant. */
import { z } from "zod";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/nearest.js";
import type { Path, YamlDocument } from "./document.js";
import { ZONES_DOCUMENT, type ZonesDocument } from "./schema.js";

type Issue = z.core.$ZodIssue;

/** A kind of document. */
export interface DocumentShape<T> {
  readonly schema: z.ZodType<T>;
  /** For people: what its top keys are keys of, and what such a file is called. */
  readonly whole: string;
  readonly file: string;
}

const ZONES: DocumentShape<ZonesDocument> = { schema: ZONES_DOCUMENT, whole: "a map", file: "zones.yaml" };

/** Validates a map against its schema; `undefined` when it does not fit, which is then reported. */
export function readZonesDocument(document: YamlDocument, diagnostics: Diagnostics): ZonesDocument | undefined {
  return readShape(document, ZONES, diagnostics);
}

/** Validates a document against the schema of its shape; `undefined` when it does not fit, which is then reported. */
export function readShape<T>(document: YamlDocument, shape: DocumentShape<T>, diagnostics: Diagnostics): T | undefined {
  const read = shape.schema.safeParse(document.value);
  if (read.success) return read.data;
  const objections = { document, shape, diagnostics };
  for (const issue of withoutEchoes(read.error.issues)) reportIssue(issue, [], objections);
  return undefined;
}

/** Without what is said of the length of a value that is no list at all. */
function withoutEchoes(issues: readonly Issue[]): Issue[] {
  const misfits = new Set(issues.filter(({ code }) => code === "invalid_type").map(({ path }) => path.join("\n")));
  return issues.filter(({ code, path }) => code !== "too_small" || !misfits.has(path.join("\n")));
}

interface Objections {
  readonly document: YamlDocument;
  readonly shape: DocumentShape<unknown>;
  readonly diagnostics: Diagnostics;
}

function reportIssue(issue: Issue, above: Path, objections: Objections): void {
  const { document, shape, diagnostics } = objections;
  const path = [...above, ...issue.path.map((step) => (typeof step === "symbol" ? step.toString() : step))];
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) reportUnknownKey(key, path, objections);
    return;
  }
  if (issue.code === "invalid_key") {
    const expected = issue.issues[0]?.message ?? issue.message;
    diagnostics.add("zones/wrong-value", document.keyAt(path), { message: `"${path.at(-1)}" is no name`, expected });
    return;
  }
  const branch = issue.code === "invalid_union" ? branchMeant(issue.errors) : undefined;
  if (branch !== undefined) {
    for (const inner of branch) reportIssue(inner, path, objections);
    return;
  }
  if (path.length === 0) {
    diagnostics.add("zones/wrong-value", document.at(path), {
      message: `this is no ${shape.file}: it has no keys`,
      expected: issue.message,
    });
    return;
  }
  if (!document.has(path)) {
    const message = `${where(path.slice(0, -1), shape)} has no "${path.at(-1)}"`;
    diagnostics.add("zones/missing-key", document.keyAt(path), { message, expected: issue.message });
    return;
  }
  reportValue(issue, path, objections);
}

function reportValue(issue: Issue, path: Path, { document, shape, diagnostics }: Objections): void {
  const value = valueAt(document.value, path);
  const help = issue.code === "invalid_value" ? meant(value, issue.values) : undefined;
  // What the library says where the schema has no words of its own.
  const isUntold = issue.code === "invalid_type" && issue.message.startsWith("Invalid input");
  const keys = isUntold ? keysAt(shape.schema, path) : [];
  diagnostics.add("zones/wrong-value", document.at(path), {
    message: `${valueName(path)} has ${value === null ? "no value" : "a value that does not fit"}`,
    expected: keys.length === 0 ? issue.message : `keys with values: ${keys.join(", ")}`,
    ...(help !== undefined && { help }),
  });
}

/** `"level"`, `item 2 of "networks"`. */
function valueName(path: Path): string {
  const [above, last] = path.slice(-2);
  return typeof last === "number" ? `item ${last + 1} of "${above}"` : `"${path.at(-1)}"`;
}

function reportUnknownKey(key: string, path: Path, { document, shape, diagnostics }: Objections): void {
  const known = keysAt(shape.schema, path);
  const help = key === "<<" ? "YAML 1.2 knows no merge keys: write the keys out" : didYouMean(key, known);
  diagnostics.add("zones/unknown-key", document.keyAt([...path, key]), {
    message: `"${key}" is not a key of ${where(path, shape)}`,
    expected: `one of ${known.join(", ")}`,
    ...(help !== undefined && { help }),
  });
}

/** The issues of the alternative whose shape the value has: one that objects to something inside it, not to all of it. */
function branchMeant(alternatives: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return alternatives.find((issues) => !issues.some(({ code, path }) => code === "invalid_type" && path.length === 0));
}

/** `zones.cell-a`, for people. */
function where(path: Path, { whole }: DocumentShape<unknown>): string {
  return path.length === 0 ? whole : path.join(".");
}

function meant(value: unknown, known: readonly unknown[]): string | undefined {
  if (known.some((one) => typeof one === "number" && String(one) === value)) return "without quotation marks";
  return typeof value === "string" ? didYouMean(value, known.map(String)) : undefined;
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  // A document that has the path has objects all the way down.
  for (const step of path)
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[step] : undefined;
  return at;
}

/** The keys that the schema knows at a path. */
function keysAt(schema: unknown, path: Path): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional) return keysAt(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => keysAt(option, path));
  const [step, ...rest] = path;
  if (schema instanceof z.ZodRecord) return step === undefined ? [] : keysAt(schema.valueType, rest);
  if (schema instanceof z.ZodArray) return step === undefined ? [] : keysAt(schema.element, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  return step === undefined ? Object.keys(schema.shape) : keysAt(schema.shape[step], rest);
}
