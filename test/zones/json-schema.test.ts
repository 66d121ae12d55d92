import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { zonesJsonSchema } from "../../src/zones/json-schema.js";
import { PLANT } from "./reading-maps.js";

const ajv = new Ajv2020({ allErrors: true, formats: { date: true } });
const validate = ajv.compile(zonesJsonSchema());

describe("the JSON Schema of zones.yaml", () => {
  it("accepts the map of a plant", () => {
    expect(validate(parse(PLANT)), JSON.stringify(validate.errors)).toBe(true);
  });

  it("accepts the map of every sample", () => {
    const text = readFileSync(new URL("../../samples/halden-pack/weak/zones.yaml", import.meta.url), "utf8");
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each([
    ["an unknown key", "sl-target: 2, networks", "sl-traget: 2, networks"],
    ["a kind that is none", "kind: operations", "kind: operation"],
    ["a security level above 4", "TRE: 2", "TRE: 5"],
    ["a name with a blank", "  cell-a: {", "  cell a: {"],
    ["an exception that nobody approved", "    approved-by: OT manager\n", ""],
  ])("refuses %s, as the reader does", (_, was, is) => {
    expect(validate(parse(PLANT.replace(was, is)))).toBe(false);
  });

  it("tells editors what the keys are for", () => {
    expect(JSON.stringify(zonesJsonSchema())).toContain("Security level target (SL-T)");
  });
});
