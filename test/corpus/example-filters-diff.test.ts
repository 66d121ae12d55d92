/** The network of the shared corpus that was made for comparing: its present filters and two candidates, as `zoneproof diff` tells them. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { DiffResult } from "../../src/report/diff/result.js";
import { boxText, headline } from "../../src/report/diff/words.js";
import { diff } from "../../src/run/diff/diff.js";

const NETWORK = "../shared/corpus/cisco/networks/example-filters";
if (!existsSync(NETWORK)) console.warn(`SKIPPED: ${NETWORK} is not there`);

async function compare(before: string, after: string): Promise<DiffResult> {
  const side = (name: string) => ({ label: name, paths: [join(NETWORK, name)] });
  const request = { before: side(before), after: side(after), failOn: "new" as const, version: "0.1.0" };
  return (await diff({ ...request, readStdin: async () => new Uint8Array() })).result;
}

/** What can start something and is not as it was: `rtr-with-acl: stopped to passes, 10.10.10.0/24 -> … by tcp/80`. */
function shiftsOf({ devices }: DiffResult): string[] {
  return devices.flatMap(({ device, courses }) =>
    courses
      .flatMap(({ shifts }) => shifts.filter(({ packets }) => packets === "start"))
      .flatMap(({ before, after, boxes }) => boxes.map((box) => `${device}: ${before} to ${after}, ${boxText(box)}`)),
  );
}

const BACKUP = "101.164.101.231 -> 101.164.9.109 by tcp/2049";
const WEB = (size: number) => `10.10.10.0/24 -> 18.18.18.0/${size} by tcp/80, tcp/8080`;

describe.skipIf(!existsSync(NETWORK))("the filters of the corpus and their candidates", () => {
  it.each([
    ["candidate1", 26],
    ["candidate2", 27],
  ])("tells exactly what %s lets through and stops, with the lines", async (candidate, size) => {
    const result = await compare("current", candidate);
    expect(shiftsOf(result)).toEqual([
      `firewall: passes to stopped, ${BACKUP}`,
      `rtr-with-acl: stopped to passes, ${WEB(size)}`,
    ]);
    const lines = result.devices.flatMap(({ courses }) => courses.flatMap(({ shifts }) => shifts[0]?.lines ?? []));
    expect(lines.map(({ side, line }) => `${side} ${line}`)).toEqual(["before 692", "after 40", "after 41"]);
    expect(result.gate.map(({ kind }) => kind)).toEqual(["undeclared"]);
    expect(result.disagreements).toEqual([]);
  });

  it("tells what the one candidate stops that the other lets through, and nothing else", async () => {
    const result = await compare("candidate1", "candidate2");
    expect(shiftsOf(result)).toEqual([
      "rtr-with-acl: passes to stopped, 10.10.10.0/24 -> 18.18.18.32/27 by tcp/80, tcp/8080",
    ]);
  });

  it("tells no change of what is the same", async () => {
    const result = await compare("current", "current");
    expect([result.outcome, shiftsOf(result), result.gate]).toEqual(["same", [], []]);
    expect(headline(result)).not.toContain("packets change on");
  });
});
