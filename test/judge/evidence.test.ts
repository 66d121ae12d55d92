import { describe, expect, it } from "vitest";
import { collectEvidence } from "../../src/judge/evidence.js";
import { CARRIER, PAIR, RULE, SQL } from "./facts.js";

const place = (line: number) => ({ file: "fw-edge.conf", line, column: 5, end_line: line, end_column: 40 });

describe("collectEvidence", () => {
  it("takes rule and doubts from the carrier, witness and boxes from its set", () => {
    const doubts = [{ reason: "the schedule is not known" }];
    const pair = PAIR({ carriers: [CARRIER({ doubts })] });
    expect(
      collectEvidence(pair, [
        ["carriers", 0],
        ["carriers", 0, "excess"],
      ]),
    ).toMatchObject({
      rule: RULE(),
      locations: RULE().locations,
      boxes: SQL.boxes,
      doubts,
      witness: SQL.witness,
      device: "fw-edge",
    });
  });

  it("takes each item of a list, in its order", () => {
    const rules = [RULE({ device: "core-1", locations: [place(9)] }), RULE({ locations: [place(3)] })];
    const { locations, device } = collectEvidence({ dead: { covered_by: rules } }, [["dead", "covered_by"]]);
    expect(locations.map(({ line }) => line)).toEqual([9, 3]);
    expect(device).toBe("core-1");
  });

  it("names each place once, the first time", () => {
    const slice = { a: { locations: [place(5), place(7)] }, b: { location: place(5) }, c: { location: place(8) } };
    const { locations } = collectEvidence(slice, [["a"], ["b"], ["c"]]);
    expect(locations.map(({ line }) => line)).toEqual([5, 7, 8]);
  });

  it("takes the first place of each rule where they are shown together", () => {
    const carriers = [3, 9].map((line) => CARRIER({ rule: RULE({ locations: [place(line), place(70)] }) }));
    const { locations } = collectEvidence(
      { carriers },
      [
        ["carriers", 0],
        ["carriers", 1],
      ],
      true,
    );
    expect(locations.map(({ line }) => line)).toEqual([3, 9]);
  });

  it("takes a path that ends in a witness for that witness", () => {
    const flow = { blocked_witness: SQL.witness, location: place(30) };
    expect(collectEvidence({ flows: [flow] }, [["flows", 0, "blocked_witness"]])).toMatchObject({
      locations: [],
      boxes: [],
      doubts: [],
      witness: SQL.witness,
    });
  });

  it("takes reasons for doubts, whose places are not those to change", () => {
    const reasons = [{ device: "core-1", reason: "NAT is not followed yet", location: place(77) }];
    const evidence = collectEvidence({ reasons }, [["reasons"]]);
    expect(evidence.doubts).toEqual(reasons);
    expect(evidence.locations).toEqual([]);
  });

  it("names each doubt once, the first time", () => {
    const [release, group] = [{ reason: "it depends on the release", location: place(4) }, { reason: "no group" }];
    const zones = [{ doubts: [release, group] }, { doubts: [{ ...release }] }, { doubts: [{ reason: "no answer" }] }];
    expect(collectEvidence({ zones }, [["zones"]]).doubts).toEqual([release, group, { reason: "no answer" }]);
  });

  it("shows nothing for an empty list", () => {
    expect(collectEvidence({ blocked_by: [] }, [["blocked_by"]]).locations).toEqual([]);
  });

  const nowhere = [
    ["carriers", 3],
    ["carrier", 0],
    ["carriers", 0, "excess", "sources"],
    ["carriers", "length"],
  ];
  for (const path of nowhere) {
    it(`refuses a path that leads nowhere: ${path.join(".")}`, () => {
      expect(() => collectEvidence(PAIR(), [path])).toThrow(path.join("."));
    });
  }
});
