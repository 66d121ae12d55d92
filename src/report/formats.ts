/** The output formats there are. A new one is a row here and a file beside this one. */
import type { RenderOptions } from "./render-options.js";
import type { CheckResult } from "./result.js";

/** Turns a result into a whole text, newline at its end. Same result and options, same bytes. */
export type Render = (result: CheckResult, options: RenderOptions) => string;

export interface Format {
  readonly id: string;
  /** One line for the help text. */
  readonly description: string;
  /** Loaded only when asked for. */
  readonly load: () => Promise<Render>;
  /** The same text in pieces, where it can be too long to be held whole. */
  readonly loadPieces?: () => Promise<(result: CheckResult) => Iterable<string>>;
  /** Whether it can show what one owner answers for, and say how much it hides. */
  readonly hasViews?: true;
  /** Whether it shows changes that were tried. */
  readonly hasProposals?: true;
}

export const FORMATS: readonly Format[] = [
  {
    id: "terminal",
    description: "for people: matrix, findings with code frames, what is not decided",
    load: async () => (await import("./terminal.js")).renderTerminal,
    hasViews: true,
    hasProposals: true,
  },
  {
    id: "json",
    description: "everything, for scripts (schemas/report.schema.json)",
    load: async () => (await import("./json.js")).renderJson,
    loadPieces: async () => (await import("./json.js")).jsonPieces,
    hasViews: true,
    hasProposals: true,
  },
  {
    id: "sarif",
    description: "SARIF 2.1.0, for code scanning",
    load: async () => (await import("./sarif.js")).renderSarif,
  },
  {
    id: "junit",
    description: "JUnit XML: a test case for each finding and pair of zones",
    load: async () => (await import("./junit.js")).renderJunit,
  },
  {
    id: "markdown",
    description: "a comment for a pull request: one screen, details folded",
    load: async () => (await import("./markdown.js")).renderMarkdown,
    hasViews: true,
    hasProposals: true,
  },
  {
    id: "gitlab",
    description: "GitLab code quality (Code Climate JSON)",
    load: async () => (await import("./gitlab.js")).renderGitlab,
  },
  {
    id: "github",
    description: "annotations of GitHub Actions",
    load: async () => (await import("./github.js")).renderGithub,
  },
  {
    id: "csv",
    description: "the findings for a spreadsheet",
    load: async () => (await import("./csv.js")).renderCsv,
  },
];
