/** The formats that a change is reported in. A new one is a row here and a file beside this one. */
import type { RenderOptions } from "../render-options.js";
import type { DiffResult } from "./result.js";

/** Turns a change into a whole text, newline at its end. Same change and options, same bytes. */
export type RenderDiff = (result: DiffResult, options: RenderOptions) => string;

export interface DiffFormat {
  readonly id: string;
  readonly load: () => Promise<RenderDiff>;
}

export const DIFF_FORMATS: readonly DiffFormat[] = [
  { id: "terminal", load: async () => (await import("./terminal.js")).renderDiffTerminal },
  { id: "json", load: async () => (await import("./json.js")).renderDiffJson },
  { id: "markdown", load: async () => (await import("./markdown.js")).renderDiffMarkdown },
];
