import { afterEach, describe, expect, it, vi } from "vitest";
import type { Vendor } from "../../parsers/vendor.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { LineAccount } from "../../src/source/line-account.js";

const vendors: Vendor[] = [];
vi.mock("../../parsers/vendors.js", () => ({
  get VENDORS() {
    return vendors.map((vendor) => async () => vendor);
  },
}));
const { describeVendors, parseInput } = await import("../../src/run/parse-input.js");

const FILE = { path: "fw-edge.conf", text: "one\ntwo\n", encoding: "utf-8" as const, sha256: "" };

/** A vendor that is so sure of everything, and does `parse`. */
function vendor(id: Vendor["id"], confidence: number | undefined, parse?: Vendor["parse"]): Vendor {
  return {
    id,
    name: `the vendor ${id}`,
    detect: () => (confidence === undefined ? undefined : { platform: `${id}-os`, confidence, reasons: [] }),
    parse: parse ?? (() => ({ devices: [{ id } as never], account: new LineAccount(2) })),
    rewrite: () => undefined,
  };
}

afterEach(() => {
  vendors.length = 0;
});

async function parse() {
  const diagnostics = new Diagnostics();
  return { outcome: await parseInput(FILE, diagnostics), diagnostics: diagnostics.all() };
}

describe("parseInput", () => {
  it("gives the text to the vendor that is surest", async () => {
    vendors.push(vendor("fortigate", 0.4), vendor("cisco", 0.9), vendor("pfsense", 0.5));
    expect((await parse()).outcome).toMatchObject({ kind: "parsed", vendor: "cisco", platform: "cisco-os" });
  });

  it("takes the first of equals", async () => {
    vendors.push(vendor("fortigate", 0.5), vendor("cisco", 0.5));
    expect((await parse()).outcome).toMatchObject({ vendor: "fortigate" });
  });

  it("asks no further once one is certain", async () => {
    const late = vendor("cisco", 1);
    const detect = vi.spyOn(late, "detect");
    vendors.push(vendor("fortigate", 1), late);
    await parse();
    expect(detect).not.toHaveBeenCalled();
  });

  it("leaves what no vendor takes to the caller", async () => {
    vendors.push(vendor("fortigate", undefined), vendor("cisco", 0));
    expect(await parse()).toEqual({ outcome: { kind: "unknown" }, diagnostics: [] });
  });

  it("counts a text in which the vendor found no device as failed", async () => {
    vendors.push(vendor("fortigate", 1, () => ({ devices: [], account: new LineAccount(2) })));
    expect((await parse()).outcome).toEqual({ kind: "failed", vendor: "fortigate", platform: "fortigate-os" });
  });

  it("turns what a parser throws into a line that names the input, and shows nothing of it", async () => {
    vendors.push(
      vendor("fortigate", 1, () => {
        throw new TypeError("cannot read hunter2");
      }),
    );
    const { outcome, diagnostics } = await parse();
    expect(outcome).toMatchObject({ kind: "failed" });
    expect(diagnostics).toMatchObject([
      { code: "run/bug", severity: "error", at: { file: "fw-edge.conf" }, help: expect.stringContaining("report it") },
    ]);
    expect(diagnostics[0]?.message).toMatch(/^a bug of zoneproof: TypeError/);
    expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
  });

  it("keeps the diagnostics of a parser that throws out: they may be half", async () => {
    vendors.push(
      vendor("fortigate", 1, (file, _, diagnostics) => {
        diagnostics.add("read/empty", { file: file.path, line: 1, column: 1, endLine: 1, endColumn: 2 });
        throw new Error("late");
      }),
    );
    expect((await parse()).diagnostics.map(({ code }) => code)).toEqual(["run/bug"]);
  });

  it("names the vendors there are", async () => {
    vendors.push(vendor("fortigate", 1), vendor("cisco", 1));
    expect(await describeVendors()).toBe("a configuration export of the vendor fortigate, the vendor cisco");
  });
});
