/** Values in the forms that OSCAL asks for: identifiers, single lines, references. */
import { createHash } from "node:crypto";
import { visible } from "../../source/visible.js";

/** Of the names below: any fixed one would do (RFC 9562, 5.5). */
const NAMESPACE = Buffer.from("5f1d6f0c4a5e4c5b9a3c7a6f70726f66", "hex");

/** A UUID that only the name decides (version 5): the same run gives the same document. */
export function uuidOf(...name: readonly string[]): string {
  const bytes = createHash("sha1").update(NAMESPACE).update(name.join("\0")).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** A single line that neither begins nor ends with a blank; `-` for nothing: OSCAL knows no empty text. */
export function lineOf(text: string): string {
  const shown = visible(text.replace(/\s+/g, " ")).trim();
  return shown === "" ? "-" : shown;
}

/** `SR 5.2 RE 1` as a token. */
export function controlId(requirement: string): string {
  const plain = requirement.toLowerCase().replace(/[^\p{L}\p{N}._-]/gu, "-");
  return /^\p{L}/u.test(plain) ? plain : `_${plain}`;
}

/** A place in an input as a reference from the pack. */
export function hrefOf(file: string, line: number): string {
  const path = file.split("/").map((part) => encodeURIComponent(part.replaceAll(/\p{Cs}/gu, "\ufffd")));
  return `${path.join("/")}#L${line}`;
}

export interface Property {
  readonly name: string;
  readonly ns: string;
  readonly value: string;
}

/** Properties of our own; what is left out is none. */
export function propsOf(values: Readonly<Record<string, string | undefined>>): Property[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, ns: "urn:zoneproof:oscal", value: lineOf(value) }],
  );
}

/** The key with its list; OSCAL knows no empty lists. */
export function listed<K extends string, T>(key: K, items: readonly T[]): { [P in K]?: readonly T[] } {
  return items.length === 0 ? {} : ({ [key]: items } as { [P in K]?: readonly T[] });
}
