/**
 * The page parsers/cisco/COVERAGE.md: which statements of each Cisco platform are left out of the model and why, how much of the
 * shared corpus is understood, and which of its lines have no meaning. Written anew with `ZONEPROOF_WRITE=1`, held against the
 * code otherwise.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CISCO } from "../../parsers/cisco/index.js";
import { IOS_ROWS, type Rows, statementsIn } from "../../parsers/cisco/statements.js";
import { ASA_ROWS } from "../../parsers/cisco/statements-asa.js";
import { IOSXR_ROWS } from "../../parsers/cisco/statements-iosxr.js";
import { NXOS_ROWS } from "../../parsers/cisco/statements-nxos.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { coveragePage, unreadRows, unreadTable } from "./coverage-page.js";

const CORPUS = "../shared/corpus/cisco";
const TEST = "test/corpus/cisco-coverage.test.ts";
const page = coveragePage(new URL("../../parsers/cisco/COVERAGE.md", import.meta.url), TEST);

const PLATFORMS = [
  { id: "ios", name: "IOS and IOS-XE", rows: IOS_ROWS },
  { id: "asa", name: "ASA", rows: ASA_ROWS },
  { id: "nxos", name: "NX-OS", rows: NXOS_ROWS },
  { id: "iosxr", name: "IOS-XR", rows: IOSXR_ROWS },
];

const TREATMENTS = {
  irrelevant: "left out",
  elsewhere: "left to what names it",
  doubt: "left open, the whole device with it",
};

function renderLists(): string {
  return [
    "# What is read of Cisco",
    "",
    `Generated from \`statements*.ts\` (\`ZONEPROOF_WRITE=1 npx vitest run ${TEST}\`): do not edit.`,
    "Interfaces, lists, groups, routes, translations and what answers on the device are read. Of what else may stand in a configuration",
    "this page lists what is known; what is not listed is unknown: it is reported, and leaves open what it could change.",
    "",
    ...PLATFORMS.flatMap(({ name, rows }) => [
      `## ${name}`,
      "",
      "### At the top",
      "",
      ...rowLines(rows.top),
      "",
      "### Under an interface",
      "",
      ...rowLines(rows.interface),
      "",
    ]),
  ].join("\n");
}

function rowLines(rows: Rows): string[] {
  return rows.map((row) => {
    const statements = statementsIn([row]).map((one) => `\`${one}\``);
    return `- ${TREATMENTS[row.treatment]}: ${row.why}: ${statements.join(" ")}`;
  });
}

/** All files of the corpus, read. */
function readCorpus() {
  const names = readFileSync(join(CORPUS, "INDEX.tsv"), "utf8")
    .split("\n")
    .slice(1)
    .flatMap((row) => row.split("\t")[0] || []);
  return names.toSorted().map((name) => {
    const file = {
      path: name,
      text: readFileSync(join(CORPUS, name), "latin1"),
      encoding: "latin1",
      sha256: "",
    } as const;
    const detection = CISCO.detect(file);
    // What no platform wrote counts for none; it is read as IOS all the same.
    const taken = detection ?? { platform: "ios", confidence: 0, reasons: [] };
    const { devices, account } = CISCO.parse(file, taken, new Diagnostics());
    return { name, platform: detection?.platform, devices, counts: account.counts() };
  });
}

function renderCorpus(): string {
  const files = readCorpus();
  const shares = PLATFORMS.map(({ id, name }) => {
    const own = files.filter(({ platform }) => platform === id);
    const lines = own.reduce((sum, { counts }) => sum + counts.lines, 0);
    const unread = own.reduce((sum, { counts }) => sum + counts.notUnderstoodFiltering, 0);
    const share = unread === 0 ? "-" : `1 in ${Math.floor(lines / unread)}`;
    return `| ${name} | ${own.length} | ${lines} | ${unread} | ${share} |`;
  });
  const table = unreadTable(files.flatMap(({ name, devices }) => unreadRows(name, devices)));
  const [head = "", ...rest] = table.split("\n");
  return [
    head,
    "",
    "Not understood are also lines inside a block whose first line is not: the table names the first alone.",
    "",
    "| platform | files | lines | not understood, could change what passes | share |",
    "|---|---|---|---|---|",
    ...shares,
    ...rest,
  ].join("\n");
}

describe("the page about what is read of Cisco", () => {
  it("says what the lists say", () => {
    page.writeIfAsked(() => `${renderLists()}\n${renderCorpus()}`);
    expect(page.lists(), page.stale).toBe(`${renderLists()}\n`);
  });

  it.skipIf(!existsSync(CORPUS))(
    "says which lines of the corpus have no meaning (skipped where ../shared is absent)",
    () => expect(page.corpus(), page.stale).toBe(renderCorpus()),
    120_000,
  );
});
