/** How a device is run reaches policies: what the parser read, in the shape of the schema, without any secret. */
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import { deviceInput, Kinds } from "../../src/judge/input.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { firewall, plan, zone } from "../analyse/device-builder.js";
import { policy, row, site, table } from "../parsers/fortigate/site.js";
import { parse } from "../parsers/fortigate/walk.js";

const NO_KINDS = new Kinds(() => {
  throw new Error("a device has no services of sets");
});

const SECRET = /Winter2024|s3cret/i;
const TEXT = site(
  [
    policy(1, {
      ...{ logtraffic: "disable", groups: '"vendors"', comments: '"CHG-4711 until 2027-01-31"' },
      ...{ "policy-expiry": "enable", "policy-expiry-date": "2027-02-01 00:00:00" },
    }),
  ],
  [
    "config log syslogd setting\nset status enable\nset server 10.9.0.5\nend\n",
    "config system ha\nset mode a-p\nset password Winter2024\nend\n",
    "config system ntp\nset ntpsync enable\nset type custom\nset authentication enable\nset key Winter2024\nend\n",
    table("system admin", row("admin", 'set accprofile "super_admin"', "set password Winter2024")),
    "config system snmp sysinfo\nset status enable\nend\n",
    table("system interface", row("lan", "set allowaccess snmp")),
    table("system snmp community", row(1, 'set name "s3cret-cell"')),
    table(
      "system snmp user",
      row("mon", "set security-level auth-priv", "set auth-pwd Winter2024", "set priv-pwd s3cret"),
    ),
    table("user local", row("anna", "set type password", "set passwd Winter2024")),
    table("vpn ipsec phase1-interface", row("to-vendor", 'set interface "wan"', "set psksecret Winter2024")),
    "config vpn ssl settings\nset source-interface wan\nend\n",
    table("system automation-action", row("copy", 'set script "execute backup config ftp c 10.9.0.9 u s3cret"')),
    table("system automation-stitch", row("nightly", 'set action "copy"')),
    table(
      "firewall DoS-policy",
      row(1, 'set interface "wan"', "config anomaly\nedit icmp_flood\nset status enable\nnext\nend"),
    ),
  ].join(""),
);
const { device } = parse(TEXT);
const plant = resolvePlant([device], plan([zone("cell-a 10.1.1.0/24"), zone("cell-b 10.2.0.0/24")], []), []);
const facts = buildFacts(plant, analysePlant(plant)).devices[0]!;

describe("how a device is run, for policies", () => {
  it("is what the parser read", () => {
    expect(facts.posture).toMatchObject({
      logging: {
        servers: [{ kind: "syslog", server: "10.9.0.5", encrypted: false, location: { file: "fw-edge.conf" } }],
      },
      administration: { accounts: [{ name: "admin", second_factor: "none", password: "plain" }], lockout_attempts: 3 },
      snmp: { communities: [{ well_known: false }], users: [{ encrypted: true }] },
      clock: { synchronized: true, of_vendor: false },
      tunnels: [{ name: "to-vendor", ike_version: 1, secret: "plain" }],
      portals: [{ enabled: true, client_certificate: false }],
      users: [{ name: "anna", second_factor: "none" }],
      flood_limits: [{ anomalies: [{ name: "icmp_flood", blocks: false }] }],
      cluster: { mode: "a-p" },
      upkeep: { automations: [{ name: "nightly", backs_up: true }] },
      inspection: { industrial_signatures: false, fails_open: { intrusion_prevention: false } },
    });
    expect(facts.permits.map(({ rule: { id, traits } }) => [id, traits.records, traits.users])).toContainEqual([
      "1",
      "nothing",
      ["vendors"],
    ]);
  });

  it("reaches policies rule by rule: what is recorded, for whom, until when, and what people wrote", () => {
    const told = deviceInput(facts, NO_KINDS).input.permits.find(({ records }) => records === "nothing");
    expect(told).toMatchObject({
      ...{ records: "nothing", users: ["vendors"], expires: "2027-02-01 00:00:00" },
      ...{ has_ticket: true, until: "2027-01-31" },
    });
    expect(told).not.toHaveProperty("comment");
  });

  it("fits the schema that policies are checked against", () => {
    const schema = JSON.parse(readFileSync("schemas/facts-device.schema.json", "utf8"));
    const validate = new Ajv({ strict: false }).compile(schema);
    const valid = validate(JSON.parse(JSON.stringify(deviceInput(facts, NO_KINDS).input)));
    expect(validate.errors).toBeNull();
    expect(valid).toBe(true);
  });

  it("holds no secret, and neither does anything else that is told of the device", () => {
    expect(TEXT).toMatch(SECRET);
    expect(JSON.stringify([facts, device], (_, value) => (typeof value === "bigint" ? `${value}` : value))).not.toMatch(
      SECRET,
    );
  });

  it("is not told of devices whose exports are not read for it", () => {
    const other = resolvePlant([firewall([])], plan([zone("cell-a 10.1.0.0/24")], []), []);
    expect(buildFacts(other, analysePlant(other)).devices[0]).not.toHaveProperty("posture");
  });
});
