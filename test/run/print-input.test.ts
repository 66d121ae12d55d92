import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import type { Device } from "../../src/model/device.js";
import type { Rule } from "../../src/model/rule.js";
import type { DescribedInput } from "../../src/run/describe-input.js";
import { inputJson, inputStats } from "../../src/run/print-input.js";
import type { SourceRange } from "../../src/source/range.js";

const AT: SourceRange = { file: "fw-edge.conf", line: 3, column: 1, endLine: 3, endColumn: 9 };
const COUNTS = { lines: 9, modelled: 5, ignored: 2, notUnderstood: 2, notUnderstoodFiltering: 1 };

const DEVICE: Device = {
  id: "fw-edge",
  vendor: "fortigate",
  platform: "fortios",
  file: "fw-edge.conf",
  at: AT,
  interfaces: [
    {
      id: "port1",
      description: "vendor line, password SECRET",
      router: "root",
      kind: "routed",
      enabled: true,
      addresses: [
        { family: 4, address: 0x0a140101, prefixLength: 24, kind: "primary", at: AT },
        { family: 6, address: 0x20010db8n << 96n, prefixLength: 64, kind: "secondary", at: AT },
      ],
      at: [AT],
    },
  ],
  routers: [],
  routes: [
    { router: "root", family: 4, network: 0, prefixLength: 0, nextHop: 0x0a1401fe, distance: 10, at: AT },
    { router: "root", family: 6, network: 0n, prefixLength: 0, distance: 10, at: AT },
  ],
  addresses: [
    { id: "a1", name: "plc-a", value: { kind: "range4", from: 0x0a14650a, to: 0x0a14650b }, at: [AT] },
    { id: "a2", name: "odd", value: { kind: "pattern4", value: 0x0a000001, care: 0xff0000ff }, at: [AT] },
    { id: "a3", name: "six", value: { kind: "range6", from: 1n, to: 2n }, at: [AT] },
  ],
  services: [
    {
      id: "s1",
      name: "web",
      value: { kind: "ports", protocol: 6, destination: [{ from: 80, to: 443 }], flags: [{ mask: 18, value: 2 }] },
      at: [AT],
    },
  ],
  tables: [],
  forwarding: [],
  toDevice: [],
  nat: [],
  management: { services: [] },
  doubts: [],
  idle: [],
  unparsed: [{ statement: "set odd-thing", section: "firewall policy", filtering: true, at: AT }],
};

function input(outcome: DescribedInput["outcome"]): DescribedInput {
  return { file: "fw-edge.conf", sha256: "ab12", outcome, counts: COUNTS, diagnostics: [] };
}

const PARSED = input({ kind: "parsed", vendor: "fortigate", platform: "fortios", devices: [DEVICE], counts: COUNTS });

describe("inputStats", () => {
  it("has the keys of one line of --stats, in their order", () => {
    expect(JSON.stringify(inputStats(PARSED))).toBe(
      '{"file":"fw-edge.conf","vendor":"fortigate","platform":"fortios","lines":9,"modelled":5,"ignored":2,"notUnderstood":2,"notUnderstoodFiltering":1}',
    );
  });

  it("has no vendor for what no vendor takes", () => {
    expect(inputStats(input({ kind: "unknown" }))).toMatchObject({ vendor: null, platform: null, lines: 9 });
  });
});

describe("inputJson", () => {
  const printed = JSON.parse(JSON.stringify(inputJson(PARSED)));
  const device = printed.devices[0];

  it("prints addresses as text, of both families", () => {
    expect(device.interfaces[0].addresses.map((own: { address: string }) => own.address)).toEqual([
      "10.20.1.1",
      "2001:db8::",
    ]);
    expect(device.routes).toMatchObject([{ network: "0.0.0.0", nextHop: "10.20.1.254" }, { network: "::" }]);
    expect(device.addresses.map((object: { value: unknown }) => object.value)).toEqual([
      { kind: "range4", from: "10.20.101.10", to: "10.20.101.11" },
      { kind: "pattern4", value: "10.0.0.1", care: "255.0.0.255" },
      { kind: "range6", from: "::1", to: "::2" },
    ]);
  });

  it("leaves ports, flags, lines and lengths numbers", () => {
    expect(device.services[0].value).toMatchObject({
      destination: [{ from: 80, to: 443 }],
      flags: [{ mask: 18, value: 2 }],
    });
    expect(device.at.line).toBe(3);
    expect(device.interfaces[0].addresses[0].prefixLength).toBe(24);
  });

  it("hides the secrets in what people wrote of a rule", () => {
    const rule: Rule = {
      id: "10",
      action: "permit",
      match: { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } },
      enabled: true,
      comment: "for the pump\npassword Fill-Line-7",
      at: [AT],
    };
    const table = { id: "t", name: "t", kind: "acl", rules: [rule], bound: true, at: [AT] } as const;
    const outcome = { ...PARSED.outcome, devices: [{ ...DEVICE, tables: [table] }] } as DescribedInput["outcome"];
    const text = JSON.stringify(inputJson(input(outcome)));
    expect(text).toContain("for the pump\\npassword [masked]");
    expect(text).not.toContain("Fill-Line-7");
    expect(text).toContain("vendor line, password [masked]");
  });

  it("shows what was not understood", () => {
    expect(printed).toMatchObject({ notUnderstood: 2, notUnderstoodFiltering: 1 });
    expect(device.unparsed).toMatchObject([{ statement: "set odd-thing", filtering: true }]);
  });

  describe("beside the published schema of the model", () => {
    const schema = JSON.parse(readFileSync(new URL("../../schemas/model.schema.json", import.meta.url), "utf8"));
    const validate = new Ajv({ strict: false }).compile(schema);

    it("fits it", () => expect(validate(device), JSON.stringify(validate.errors)).toBe(true));

    it("fits it with own addresses, tunnels and what policies send, all of them as text", () => {
      const range = { from: 0xc6336408, to: 0xc633640f };
      const shown: Device = {
        ...DEVICE,
        claims: [range],
        interfaces: DEVICE.interfaces.map((one) => ({
          ...one,
          tunnel: { local: 0xc6336402, remote: 0xcb007109 },
          policyRouted: [{ family: 4 as const, ...range, doubt: "d" }],
          policyTunnels: [{ far: [range], sources: [range], peers: [0xcb007109] }],
        })),
      };
      const of = { ...PARSED.outcome, devices: [shown] } as DescribedInput["outcome"];
      const [told] = JSON.parse(JSON.stringify(inputJson(input(of)))).devices;
      expect(validate(told), JSON.stringify(validate.errors)).toBe(true);
      const text = { from: "198.51.100.8", to: "198.51.100.15" };
      expect(told.claims).toEqual([text]);
      expect(told.interfaces[0].policyTunnels).toEqual([{ far: [text], sources: [text], peers: ["203.0.113.9"] }]);
    });

    it("keeps masks of filtered sources addresses", () => {
      const value = { kind: "pattern4", value: 0x0a000001, care: 0xff0000ff } as const;
      const devices: unknown[] = [{ ...DEVICE, x: { sources: value } }];
      const of = { ...PARSED.outcome, devices } as DescribedInput["outcome"];
      const [told] = JSON.parse(JSON.stringify(inputJson(input(of)))).devices;
      expect(told.x.sources).toMatchObject({ value: "10.0.0.1", care: "255.0.0.255" });
    });
  });
});
