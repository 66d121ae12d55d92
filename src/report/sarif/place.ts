/** Places in a SARIF log. */
import type { LocationFacts } from "../../facts/common.js";

/** The root that relative paths start from; its place is not told. */
export const ROOT = "SRCROOT";

/**
 * A path as the user gave it, as an `artifactLocation` (SARIF 2.1.0, 3.4). Relative paths stay relative to `ROOT`, so
 * that a log made in CI fits any checkout; absolute ones become `file` URIs.
 */
export function artifactLocation(path: string): Record<string, unknown> {
  const slashes = path.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
  if (/^[A-Za-z]:\//.test(slashes)) return { uri: `file:///${encodePath(slashes)}` };
  if (slashes.startsWith("/")) return { uri: `file://${encodePath(slashes)}` };
  return { uri: encodePath(slashes), uriBaseId: ROOT };
}

/** A `physicalLocation` (3.29) with its region; columns count UTF-16 units from 1, the end exclusive, as ours do. */
export function physicalLocation(at: LocationFacts): Record<string, unknown> {
  return {
    artifactLocation: artifactLocation(at.file),
    region: regionOf(at),
  };
}

/** All numbers from 1 (3.30): a diagnostic about a whole file may say 0. */
function regionOf(at: LocationFacts): Record<string, number> {
  const [startLine, startColumn] = [Math.max(1, at.line), Math.max(1, at.column)];
  return { startLine, startColumn, endLine: Math.max(startLine, at.end_line), endColumn: Math.max(1, at.end_column) };
}

/** Percent-encodes each part. A first part with a colon would read as a scheme, so colons are encoded too. */
function encodePath(path: string): string {
  return path
    .split("/")
    .map((part, index) =>
      index === 0 && /^[A-Za-z]:$/.test(part) ? part : encodeURIComponent(part.replaceAll(/\p{Cs}/gu, "\ufffd")),
    )
    .join("/");
}
