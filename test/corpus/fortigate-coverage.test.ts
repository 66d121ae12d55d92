/**
 * The page parsers/fortigate/COVERAGE.md: what of FortiOS is read, what is left out and why, and which lines of the shared
 * corpus have no meaning. It is written anew with `ZONEPROOF_WRITE=1`, and held against the code otherwise.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FORTIGATE } from "../../parsers/fortigate/index.js";
import { ADMINISTRATION_SECTIONS } from "../../parsers/fortigate/statements/administration.js";
import { FAMILIES } from "../../parsers/fortigate/statements/families.js";
import { OBJECT_SECTIONS } from "../../parsers/fortigate/statements/objects.js";
import { POLICY_SECTIONS } from "../../parsers/fortigate/statements/policies.js";
import { POSTURE_SECTIONS } from "../../parsers/fortigate/statements/posture.js";
import { ROUTING_SECTIONS } from "../../parsers/fortigate/statements/routing.js";
import { SYSTEM_SECTIONS } from "../../parsers/fortigate/statements/system.js";
import type { Section } from "../../parsers/fortigate/statements/treatment.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { coveragePage, unreadRows, unreadTable } from "./coverage-page.js";

const PAGE = new URL("../../parsers/fortigate/COVERAGE.md", import.meta.url);
const CORPUS = "../shared/corpus/fortios";
const LISTED = [
  ...POLICY_SECTIONS,
  ...OBJECT_SECTIONS,
  ...SYSTEM_SECTIONS,
  ...ADMINISTRATION_SECTIONS,
  ...ROUTING_SECTIONS,
  ...POSTURE_SECTIONS,
];
const page = coveragePage(PAGE, "test/corpus/fortigate-coverage.test.ts");

function renderLists(): string {
  const read = LISTED.filter(([, { kind }]) => kind === "modelled");
  const whole = [...LISTED, ...FAMILIES].filter(([, { kind }]) => kind !== "modelled");
  return [
    "# What is read of FortiOS",
    "",
    "Generated from `statements/` (`ZONEPROOF_WRITE=1 npx vitest run test/corpus/fortigate-coverage.test.ts`): do not edit.",
    "What is not listed here is unknown: it is reported, and leaves open what it could change.",
    "",
    "## Sections read key by key",
    "",
    ...read.flatMap(([name, section], index) => {
      const first = read.findIndex(([, other]) => other === section);
      return first < index ? [`### ${name}`, "", `As ${read[first]?.[0]}.`, ""] : renderSection(name, section);
    }),
    "## Sections taken as wholes",
    "",
    "| section | is | because |",
    "|---|---|---|",
    ...whole.map(([name, { kind, why }]) => `| ${name} | ${kind} | ${why} |`),
    "",
  ].join("\n");
}

function renderSection(name: string, section: Section): string[] {
  const keys = [...section.keys.values()];
  const reasons = new Map<string, typeof keys>();
  for (const one of keys) {
    if (one.kind === "modelled") continue;
    const reason = `${one.kind === "doubt" ? "left open" : "left out"}: ${one.why}`;
    reasons.set(reason, [...(reasons.get(reason) ?? []), one]);
  }
  const named = (list: typeof keys) => list.map((one) => `\`${one.name}\``).join(" ");
  const modelled = keys.filter(({ kind }) => kind === "modelled");
  const nested = [...section.sections].map(([inner, { kind, why }]) => `- \`config ${inner}\`: ${why ?? kind}`);
  return [
    `### ${name}`,
    "",
    ...(modelled.length > 0 ? [`- read: ${named(modelled)}`] : []),
    ...[...reasons].map(([reason, list]) => `- ${reason}: ${named(list)}`),
    ...nested,
    "",
  ];
}

function renderCorpus(): string {
  const rows = readdirSync(CORPUS)
    .filter((name) => name.endsWith(".conf"))
    .toSorted()
    .flatMap((name) => {
      const text = readFileSync(join(CORPUS, name), "utf8");
      const file = { path: name, text, encoding: "utf-8", sha256: "" } as const;
      return unreadRows(name, FORTIGATE.parse(file, FORTIGATE.detect(file)!, new Diagnostics()).devices);
    });
  return unreadTable(rows);
}

describe("the page about what is read of FortiOS", () => {
  it("says what the lists say", () => {
    page.writeIfAsked(() => `${renderLists()}\n${renderCorpus()}`);
    expect(page.lists(), page.stale).toBe(`${renderLists()}\n`);
  });

  it.skipIf(!existsSync(CORPUS))(
    "says which lines of the corpus have no meaning (skipped where ../shared is absent)",
    () => expect(page.corpus(), page.stale).toBe(renderCorpus()),
  );
});
