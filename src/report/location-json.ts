/** Places in the words of the JSON report. */
import type { LocationFacts } from "../facts/common.js";
import type { LocationJson } from "./json-shape.js";

export function locationJson(at: LocationFacts): LocationJson {
  return { file: at.file, line: at.line, column: at.column, endLine: at.end_line, endColumn: at.end_column };
}
