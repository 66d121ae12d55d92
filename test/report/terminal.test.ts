/** The terminal report: readable at any width, worst first, nothing that an input can break. */
import { describe, expect, it } from "vitest";
import { renderTerminal } from "../../src/report/terminal.js";
import { displayWidth } from "../../src/source/visible.js";
import { expectGolden } from "./golden.js";
import { hostileResult } from "./hostile.js";
import { CORE, EDGE, finding, pair, place, plantResult } from "./plant-result.js";

const ESCAPE = "\u001b";
const PLAIN = { color: false, width: 80 };

function render(result = plantResult(), width = 80): string {
  return renderTerminal(result, { color: false, width });
}

function lines(text: string): string[] {
  return text.split("\n");
}

/** The SGR sequences that the report uses, and no other escape. */
function unpainted(text: string): string {
  return text.replaceAll(new RegExp(`${ESCAPE}\\[[\\d;]*m`, "g"), "");
}

describe("renderTerminal", () => {
  it.each([80, 120])("matches the golden file at %i columns", (width) =>
    expectGolden(`plant-${width}.txt`, render(plantResult(), width)),
  );

  it("says the worst in its first line and again in its last", () => {
    const text = lines(render().trimEnd());
    expect(text[0]).toBe("zoneproof: 1 critical, 2 high; pairs: 1 violated, 2 unproved, 9 proved; 1 input");
    expect(text[1]?.trim()).toBe("NOT ANALYSED");
    expect(text.slice(-2)).toEqual(text.slice(0, 2));
  });

  it("shows nothing but the reasons where every input failed", () => {
    const inputs = plantResult().inputs.filter(({ role }) => role === "failed" || role === "map");
    const text = render(plantResult({ inputs }));
    expect(text).toMatch(/^zoneproof: nothing was analysed: 1 input NOT ANALYSED\n/);
    expect(text).toContain("this is not a text file");
    for (const table of ["Area by area", "Who may start", "Gap analysis", "What to do first"]) {
      expect(text).not.toContain(table);
    }
  });

  it("says what to do about a warning, once for all that ask the same", () => {
    const help = "show the routes in the session that prints the configuration";
    const [one] = plantResult().diagnostics.filter(({ severity }) => severity === "warning");
    if (one === undefined) throw new Error("no warning");
    const elsewhere = { ...one, at: { ...one.at, file: "configs/core-2.cfg" } };
    const text = render(
      plantResult({
        diagnostics: [
          { ...one, help },
          { ...elsewhere, help },
        ],
      }),
      120,
    );
    expect(text.split(`\n  help      ${help}\n`)).toHaveLength(2);
    expect(text).toContain("warning  configs/core-2.cfg:10");
  });

  it.each([48, 60, 80, 100, 120, 200])("stays inside %i columns", (width) => {
    for (const result of [plantResult(), hostileResult(), manyZones(14), manyZones(30)]) {
      const text = lines(render(result, width)).filter((line) => !line.includes("--> "));
      for (const line of text) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }
  });

  it("shows both ends of a name that is as long as a file", () => {
    const long = `core-${"x".repeat(100_000)}-end`;
    const text = render(plantResult({ findings: [{ ...finding(), message: `${long} sends its records nowhere` }] }));
    expect(text.replaceAll(/\s+/g, "")).toMatch(/core-x{175}…x{56}-endsendsitsrecordsnowhere/);
    expect(text.length).toBeLessThan(20_000);
  });

  it("gives the same text again, and with colours the same words", () => {
    expect(render()).toBe(render());
    const painted = renderTerminal(plantResult(), { color: true, width: 80 });
    expect(painted).not.toBe(render());
    expect(unpainted(painted)).toBe(render());
  });

  it("has no escape of its own without colours, and never one of an input", () => {
    for (const text of [
      render(hostileResult()),
      unpainted(renderTerminal(hostileResult(), { color: true, width: 80 })),
    ]) {
      const bad = [...text].filter((character) => character !== "\n" && /\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}/u.test(character));
      expect(bad).toEqual([]);
    }
  });

  it("holds no secret", () => {
    const all = [CORE, EDGE].flatMap((source) => source.text.split("\n").map((_, index) => place(source, index + 1)));
    const text = render(plantResult({ findings: all.map((at) => finding({ locations: [at] })) }));
    expect(text).toContain("[masked]");
    expect(text).not.toContain("FAKE-SECRET");
  });

  it("names what was skipped, what failed, what was not understood and what is assumed", () => {
    const text = render();
    for (const part of [
      "configs/broken.bin: NOT ANALYSED",
      "skipped, no configuration: README.md",
      "10 lines, 1 not understood, 1 of them could",
      "frobnicate password [masked]",
      "this is not a text file [read/binary]",
      "expected  a configuration export",
      "the export does not say: no-remote-log on core-1",
      "- Hosts do not forward packets.",
      "Accepted by an exception: 1 finding",
      "1 finding",
    ]) {
      expect(text).toContain(part);
    }
  });

  it("says without a map what one would add", () => {
    const { map, ...rest } = plantResult({ pairs: [] });
    expect(map).toBeDefined();
    const inputs = rest.inputs.filter(({ role }) => role !== "map");
    expect(inputs).not.toEqual(rest.inputs);
    const text = renderTerminal({ ...rest, inputs }, PLAIN);
    expect(text).toContain("No map was given");
    expect(lines(text)[0]).not.toContain("pairs");
  });

  it("says of a map with errors that it was not used, not that there is none", () => {
    const { map, ...rest } = plantResult({ pairs: [] });
    expect(map).toBeDefined();
    const text = renderTerminal(rest, PLAIN);
    expect(text).toContain("zones.yaml: the map of zones and conduits, NOT USED");
    expect(text).toContain("The map has errors");
    expect(text).not.toContain("No map was given");
    expect(lines(text)[0]).not.toContain("pairs");
  });

  it("says so when nothing was found", () => {
    const text = render(plantResult({ findings: [], inputs: [], diagnostics: [] }));
    expect(lines(text)[0]).toContain("no open findings");
  });
});

describe("the matrix", () => {
  it("has a sign for each verdict, a mark for a conduit, and explains both", () => {
    const text = render();
    expect(text).toContain("       ENT OPS RCA PKG");
    expect(text).toMatch(/^Z-RCA {2}✓ {3}✓ {3}· {3}✗$/m);
    expect(text).toMatch(/^Z-OPS {2}✓ {3}· {3}✓= {2}✓$/m);
    expect(text).toContain("✗ violated   ? unproved   ✓ proved   = a conduit is declared");
  });

  it("splits into blocks of columns where there are more zones than room", () => {
    const heads = lines(render(manyZones(30))).filter((line) => /^ +\d/.test(line) || /^ {8,}z\d/.test(line));
    expect(heads.length).toBeGreaterThan(1);
  });

  it("shows fourteen zones in one block at 80 columns", () => {
    const rows = lines(render(manyZones(14))).filter((line) => line.includes("·"));
    expect(rows).toHaveLength(14);
  });

  it("numbers the columns where short names are alike", () => {
    const text = render(
      plantResult({ pairs: [pair("line-north", "line-northeast"), pair("line-northeast", "line-north")] }),
    );
    expect(text).toMatch(/^1 line-north {5}· {3}✓$/m);
  });
});

describe("findings", () => {
  it("come worst first, once per cause", () => {
    const heads = lines(render()).filter((line) => /^\d+\. /.test(line));
    expect(heads).toEqual([
      '1. CRITICAL  fw-edge, firewall policy 14 "IT-admins"',
      "2. HIGH  core-1, access list ACL-RCA-IN line 40",
    ]);
  });

  it("hide nothing behind three hundred equal ones", () => {
    const equal = Array.from({ length: 300 }, (_, index) => finding({ from: `Z-${index}`, message: `pair ${index}` }));
    const other = finding({
      severity: "low",
      message: "the one",
      rule: "access list ACL-RCA-IN line 30",
      locations: [place(CORE, 6)],
    });
    const text = render(plantResult({ findings: [...equal, other] }));
    expect(text).toContain("301 open findings with 2 causes");
    expect(text).toContain("and 297 more: Z-3 -> Z-PKG;");
    expect(text).toContain("the one");
  });

  it("are cut to one line each behind the fortieth cause, never dropped", () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      finding({ rule: `rule ${index}`, locations: [{ ...place(CORE, 7), line: 100 + index, end_line: 100 + index }] }),
    );
    const text = render(plantResult({ findings: many }));
    expect(text).toContain("20 more causes, in short");
    for (let index = 0; index < 60; index++) expect(text).toContain(`rule ${index}`);
  });

  it("are one line each from medium on where there are many causes, and name where all of it is", () => {
    const many = Array.from({ length: 20 }, (_, index) =>
      finding({
        severity: index === 0 ? "high" : "medium",
        rule: `rule ${index}`,
        locations: [{ ...place(CORE, 7), line: 100 + index, end_line: 100 + index }],
      }),
    );
    expect(render(plantResult({ findings: many }))).toContain("19 more causes, in short");
    expect(render(plantResult({ findings: many.slice(0, 15) }))).not.toContain("in short");
  });

  it("show the rule's lines, the object behind it, packet, reason and action", () => {
    const text = render();
    for (const part of [
      "--> configs/fw-edge.conf:48:5",
      "> 51 |         set dstaddr",
      "--> configs/fw-edge.conf:3:5",
      "set subnet 10.20.0.0 255.255.0.0",
      "packet  tcp 10.20.101.1:49152 -> 10.20.110.1:502",
      "open    the schedule cannot be known (configs/fw-edge.conf:49)",
      "SL-T    RDF 2, conduit C-99",
      "(SR 5.2, SR 5.2 RE 1)",
      "do   Name the sources. [IT+OT, phase 1]",
    ]) {
      expect(text).toContain(part);
    }
  });
});

function manyZones(number: number): ReturnType<typeof plantResult> {
  const zones = Array.from({ length: number }, (_, index) => `z${index + 1}`);
  return plantResult({ pairs: zones.flatMap((from) => zones.filter((to) => to !== from).map((to) => pair(from, to))) });
}
