/**
 * The page parsers/pfsense/COVERAGE.md: what of config.xml is read, what is left out and why, and which elements of the shared
 * corpus have no meaning. It is written anew with `ZONEPROOF_WRITE=1`, and held against the code otherwise.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PFSENSE } from "../../parsers/pfsense/index.js";
import { OPNSENSE_STATEMENTS } from "../../parsers/pfsense/statements/opnsense.js";
import { PFSENSE_STATEMENTS } from "../../parsers/pfsense/statements/pfsense.js";
import type { Section, Statement } from "../../parsers/pfsense/statements.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";

const PAGE = new URL("../../parsers/pfsense/COVERAGE.md", import.meta.url);
const CORPUS = "../shared/corpus";
const STALE = "write the page anew: ZONEPROOF_WRITE=1 npx vitest run test/corpus/pfsense-coverage.test.ts";
const ELEMENTS = "## Elements of the corpus without meaning";

function renderLists(): string {
  return [
    "# What is read of pfSense and OPNsense",
    "",
    "Generated from `statements/` (`ZONEPROOF_WRITE=1 npx vitest run test/corpus/pfsense-coverage.test.ts`): do not edit.",
    "What is not listed here is unknown: it is reported, and leaves open what it could change.",
    "",
    "## pfSense",
    "",
    ...renderSection("pfsense", PFSENSE_STATEMENTS, new Map()),
    "## OPNsense",
    "",
    ...renderSection("opnsense", OPNSENSE_STATEMENTS, new Map()),
  ].join("\n");
}

/** A section, then those in it; one that was shown before is named. */
function renderSection(path: string, section: Section, shown: Map<Section, string>): string[] {
  const before = shown.get(section);
  if (before !== undefined) return [`### ${path}`, "", `As ${before}.`, ""];
  shown.set(section, path);
  const rows: (readonly [string, Statement])[] = [
    ...section.statements,
    ...(section.beginning ?? []).map(([start, statement]) => [`${start}…`, statement] as const),
  ];
  const reasons = new Map<string, string[]>();
  for (const [name, statement] of rows) {
    if (statement.kind === "section") continue;
    const reason = reasonOf(statement);
    reasons.set(reason, [...(reasons.get(reason) ?? []), `\`${name}\``]);
  }
  const inner = rows.flatMap(([name, statement]) => (statement.kind === "section" ? [[name, statement] as const] : []));
  return [
    ...(reasons.size > 0 ? [`### ${path}`, ""] : []),
    ...[...reasons].map(([reason, names]) => `- ${reason}: ${names.join(" ")}`),
    ...(reasons.size > 0 ? [""] : []),
    ...inner.flatMap(([name, statement]) => renderSection(`${path}/${name}`, statement, shown)),
  ];
}

function reasonOf(statement: Exclude<Statement, Section>): string {
  if (statement.kind === "modelled") return "read";
  if (statement.kind === "doubt") return `left open: ${statement.why}`;
  return `left out: ${statement.why}`;
}

interface File {
  readonly name: string;
  /** How many elements it has. */
  readonly elements: number;
  readonly rows: readonly string[];
}

function readCorpus(): File[] {
  return ["pfsense", "opnsense"].flatMap((folder) =>
    readdirSync(join(CORPUS, folder))
      .filter((name) => name.endsWith(".xml"))
      .toSorted()
      .map((name) => readFile(`${folder}/${name}`)),
  );
}

function readFile(name: string): File {
  const text = readFileSync(join(CORPUS, name), "utf8");
  const file = { path: name, text, encoding: "utf-8", sha256: "" } as const;
  const detection = PFSENSE.detect(file) ?? { platform: "pfsense", confidence: 0, reasons: [] };
  const { devices } = PFSENSE.parse(file, detection, new Diagnostics());
  const open = (devices[0]?.unparsed ?? []).filter(({ filtering }) => filtering);
  const rows = open
    .toSorted((a, b) => a.at.line - b.at.line)
    .map(({ statement, section, at }) => `| ${name}:${at.line} | ${section} | \`${statement}\` |`);
  return { name, elements: [...text.matchAll(/<[a-z_]/gi)].length, rows };
}

function renderCorpus(files: readonly File[]): string {
  const rows = files.flatMap((file) => file.rows);
  return [
    ELEMENTS,
    "",
    `${rows.length} of ${files.reduce((sum, { elements }) => sum + elements, 0)}; they could change what is filtered.`,
    "",
    "| where | in | element |",
    "|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

describe("the page about what is read of pfSense and OPNsense", () => {
  it("says what the lists say", () => {
    if (process.env.ZONEPROOF_WRITE !== undefined) {
      writeFileSync(PAGE, `${renderLists()}\n${renderCorpus(readCorpus())}`);
    }
    expect(readFileSync(PAGE, "utf8").split(ELEMENTS)[0], STALE).toBe(`${renderLists()}\n`);
  });

  it.skipIf(!existsSync(join(CORPUS, "pfsense")))(
    "says which elements of the corpus have no meaning, one of 200 at most (skipped where ../shared is absent)",
    () => {
      const files = readCorpus();
      const [, rows] = readFileSync(PAGE, "utf8").split(ELEMENTS);
      expect(`${ELEMENTS}${rows}`, STALE).toBe(renderCorpus(files));
      const open = files.reduce((sum, file) => sum + file.rows.length, 0);
      const all = files.reduce((sum, { elements }) => sum + elements, 0);
      expect(open / all).toBeLessThan(1 / 200);
    },
  );
});
