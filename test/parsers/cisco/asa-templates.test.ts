/** Templates and typed scripts for ASA: values that are not filled in, and texts without the header of an export. */
import { describe, expect, it } from "vitest";
import { answers, doubtsOf, fromOutside } from "./asa-site.js";
import { parse } from "./site.js";

describe("a template for an ASA", () => {
  it("leaves open what a value that is not filled in says, and nothing else", () => {
    const text = fromOutside(
      "object-group network CELL",
      " network-object {{ cell_network }}",
      "object network SRV",
      " range <First Address> <Last Address>",
      "permit tcp any object-group CELL eq 502",
      "permit tcp any object SRV eq 443",
    );
    const packets = {
      "tcp 192.0.2.9 > 10.1.0.8:502": "unknown",
      "tcp 192.0.2.9 > 10.1.0.8:443": "unknown",
      "tcp 192.0.2.9 > 10.1.0.8:80": "deny",
    } as const;
    expect(answers(text, packets)).toEqual(packets);
    expect(parse(text).codes).toEqual(["cisco/open-place", "cisco/open-place"]);
    expect(parse(text).account.counts().notUnderstood).toBe(0);
  });

  it("does not know the networks of an interface whose address is not filled in", () => {
    const text = fromOutside("permit tcp any any eq 502").replace(
      "ip address 10.1.0.1 255.255.0.0",
      "ip address {{ address }}",
    );
    expect(parse(text).device.interfaces.find(({ id }) => id === "inside")?.addressDoubt).toBeDefined();
    expect(doubtsOf(text)).toContain("inside: the address is a place of a template that is not filled in");
  });

  it.each([
    "access-list OUT extended permit tcp any {{ network }} eq 502\naccess-group OUT in interface outside",
    "object-group network CELL\n network-object {{ network",
    "object-group network CELL\n network-object <9>",
  ])("does not understand %s", (lines) => {
    expect(parse(`ASA Version 9.12(4)\n${lines}\n`).codes).toContain("cisco/unknown-statement");
  });
});

it.each([
  ["a translation", "object network SRV\nhost 10.1.0.9\nnat (inside,outside) source static SRV interface"],
  ["a route", "route outside 0.0.0.0 0.0.0.0 192.0.2.254 1"],
])("a script is one for ASA by %s alone", (_, text) => {
  const { device, codes } = parse(`${text}\n`);
  expect(device.platform).toBe("asa");
  expect(codes).not.toContain("cisco/unknown-statement");
});
