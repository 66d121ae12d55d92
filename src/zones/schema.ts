/** The shape of zones.yaml: the one source of its types, its validation and its JSON Schema. */
import { z } from "zod";
import { DEMANDED_SIDES, FOUNDATIONAL_REQUIREMENTS, SEVERITY_NAMES, ZONE_KINDS } from "./map.js";

const A_NAME = "a name of letters, digits, dots, hyphens and underscores, such as cell-a";
const A_NAME_LIST = "a list of names, such as [scada, cell-a]";
const AN_ADDRESS = "an address, a network or a range, such as 10.20.30.11, 10.20.30.0/24 or 10.20.30.1-10.20.30.9";
const ENDS = "host names, addresses, zones or devices, such as [scada01, 10.20.30.0/28]";
const A_SERVICE = "a service or a list of them, such as s7comm, tcp/443, udp/5000-5010, icmp/8, ip/50 or igmp";
const A_HASH = "a SHA-256 as 64 hexadecimal digits";
const A_VERSION = "versions, such as [7.0.*, 7.2.1]";
const A_LEVEL = "a reference model level, such as 3, 3.5 or 1-2";
const A_COMMENT = 'true, false, or a regular expression that comments have to match, such as "OT-[0-9]+"';
const A_COUNT = "a whole number of at least 1";
const AN_SL = "a security level from 0 to 4";
const LEVELS = ["0", "1", "2", "3", "4"] as const;
const AN_SL_TARGET = "one security level from 0 to 4, or { IAC: 2, UC: 2, SI: 2, DC: 1, RDF: 2, TRE: 2, RA: 2 }";

export const text = (expected: string) => z.string({ error: expected }).trim().min(1, expected);
const name = text(A_NAME).regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, A_NAME);
const names = z.array(name, { error: A_NAME_LIST });
const flag = z.boolean({ error: "true or false" });
const date = z.iso.date({ error: "a date that exists, as year-month-day, such as 2027-03-31" });
const oneOrMore = (item: z.ZodString, expected: string) =>
  z.union([item, z.array(item, { error: expected }).min(1, expected)], { error: expected });
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `one of ${values.join(", ")}` });

const securityLevel = z.int({ error: AN_SL }).min(0, AN_SL).max(4, AN_SL);
const slTarget = z
  .union(
    [
      securityLevel,
      z.strictObject(
        Object.fromEntries(FOUNDATIONAL_REQUIREMENTS.map((id) => [id, securityLevel.exactOptional()])) as Record<
          (typeof FOUNDATIONAL_REQUIREMENTS)[number],
          z.ZodExactOptional<typeof securityLevel>
        >,
      ),
    ],
    { error: AN_SL_TARGET },
  )
  .describe("Security level target (SL-T): one number for all foundational requirements, or one for each");

const LEVEL = /^(?:[0-5]|[0-4]\.5)(?:-(?:[0-5]|[0-4]\.5))?$/;
const level = z.union(
  [z.number().multipleOf(0.5, A_LEVEL).min(0, A_LEVEL).max(5, A_LEVEL), z.string().regex(LEVEL, A_LEVEL)],
  {
    error: A_LEVEL,
  },
);

const zone = z.strictObject({
  name: text("a name for people").exactOptional(),
  kind: oneOf(ZONE_KINDS).describe("What the zone is for; checks look at it"),
  level: level.exactOptional().describe("Level of the reference model: 3, 3.5, or a range such as 1-2"),
  "sl-target": slTarget.exactOptional(),
  networks: z
    .array(text("a network, such as 10.20.30.0/24 or 2001:db8:30::/64"), {
      error: "a list of networks, such as [10.20.30.0/24]",
    })
    .exactOptional()
    .describe("Networks of the zone; where they nest, the longer prefix decides"),
  interfaces: z
    .array(text("a device and its interface, such as core-1/Vlan30"), {
      error: "a list of interfaces, such as [core-1/Vlan30]",
    })
    .exactOptional()
    .describe("Interfaces the zone lies on, needed where networks do not tell: DEVICE/INTERFACE"),
  owner: text("who answers for it, such as OT").exactOptional(),
  review: date.exactOptional().describe("When it is to be reviewed"),
  "island-mode": flag.exactOptional().describe("Whether the zone can be cut off and keep running"),
  "jump-hosts": names.exactOptional().describe("Hosts through which remote sessions enter"),
  "backup-to": names.exactOptional().describe("Hosts that keep its backups"),
  unpatchable: names.exactOptional().describe("Hosts that get no patches any more"),
});

const flow = z.strictObject({
  id: name.exactOptional(),
  from: oneOrMore(text(ENDS), ENDS).describe("Who may start it: hosts, addresses, zones, devices"),
  to: oneOrMore(text(ENDS), ENDS).describe("Where to: hosts, addresses, zones, devices"),
  service: oneOrMore(text(A_SERVICE), A_SERVICE).describe(
    "Services by name, tcp/443, udp/5000-5010, icmp/8, ip/50, or whole protocols such as udp, icmp, igmp",
  ),
  why: text("the reason, in words").exactOptional(),
  write: flag.exactOptional().describe("Whether it may change the process"),
});

const most = z.int({ error: A_COUNT }).min(1, A_COUNT).exactOptional();
const demands = z.strictObject({
  explicit: z
    .array(oneOf(DEMANDED_SIDES), { error: "a list such as [source, destination, service]" })
    .exactOptional()
    .describe("Sides that a rule has to name: not any"),
  comment: z
    .union([z.boolean(), text(A_COMMENT)], { error: A_COMMENT })
    .exactOptional()
    .describe("Whether a rule needs a comment, or what has to be found in it: a regular expression (RE2)"),
  log: flag.exactOptional().describe("Whether a rule has to log what it lets through"),
  "most-sources": most.describe("How many source addresses a rule may name"),
  "most-destinations": most.describe("How many destination addresses a rule may name"),
  "most-services": most.describe("How many services a rule may open, each port counted"),
  "hit-within-days": most.describe("A rule has to have been hit in so many days; where the export shows hits"),
  review: flag
    .exactOptional()
    .describe("Whether a rule may not outlive its review: the day its comment names, or else that of its conduit"),
});

const conduit = z.strictObject({
  between: z
    .array(name, { error: "a list of two or more zones, such as [scada, cell-a]" })
    .min(2, "two zones or more, such as [scada, cell-a]"),
  "sl-target": slTarget.exactOptional(),
  owner: text("who answers for it, such as OT").exactOptional(),
  review: date.exactOptional().describe("When it is to be reviewed"),
  medium: oneOf(["wired", "wireless", "internet", "leased", "serial"]).exactOptional(),
  direction: text("the only direction it may be used in, such as scada -> cell-a")
    .regex(/^\S+ -> \S+$/, "two zones of the conduit with an arrow between, such as scada -> cell-a")
    .exactOptional(),
  enforcement: oneOf(["firewall", "diode"]).exactOptional(),
  demands: demands.exactOptional().describe("What every rule that serves it has to have"),
  flows: z.array(flow, { error: "a list of flows" }).exactOptional().describe("What may start; replies are implied"),
});

const firmware = z.strictObject({
  platform: oneOf(["fortios", "ios", "nxos", "asa", "iosxr", "pfsense", "opnsense"]),
  versions: z
    .array(text(A_VERSION), { error: A_VERSION })
    .min(1, A_VERSION)
    .describe("As the export writes them; a star at the end stands for anything"),
  why: text("what is wrong with them, such as end of support"),
});

const exception = z.strictObject({
  id: name,
  checks: z.array(name, { error: "a list of checks, such as [any-any-rule]" }).min(1, "the checks it is for"),
  zone: name.exactOptional(),
  conduit: name.exactOptional(),
  flow: name.exactOptional(),
  device: name.exactOptional(),
  reason: text("the reason, in words"),
  compensating: text("what is done instead, in words").exactOptional(),
  "approved-by": text("who approved it"),
  expires: date,
});

const attestation = z.strictObject({
  requirement: text("a requirement, such as SR 7.3").regex(
    /^SR \d\.\d{1,2}(?: RE \d)?$/,
    "a requirement, such as SR 7.3 or SR 5.2 RE 1",
  ),
  zones: z.array(name, { error: A_NAME_LIST }).min(1, "the zones it holds for"),
  evidence: text("what shows it, in words"),
  owner: text("who answers for it, such as OT"),
  expires: date,
});

const A_DISABLED_CHECK = "{ check: no-login-banner, reason: shown by the jump host }";

export const CHECK_SETTINGS = z
  .strictObject({
    profile: text("a profile, such as hygiene")
      .exactOptional()
      .describe("Which checks are asked: iec62443, hygiene, baseline"),
    disable: z
      .array(z.strictObject({ check: name, reason: text("the reason, in words") }, { error: A_DISABLED_CHECK }), {
        error: `checks with a reason, such as [${A_DISABLED_CHECK}]`,
      })
      .exactOptional()
      .describe("Checks that are not asked; every report lists them"),
    enable: names.exactOptional().describe("Checks that are asked although the profile leaves them out"),
    severity: z
      .record(name, oneOf(SEVERITY_NAMES), { error: "severities by check, like shadowed-rule: medium" })
      .exactOptional()
      .describe("Severities of open findings in place of those that the checks give"),
  })
  .describe("What of the checks is not as they are by themselves");

export type CheckSettingsEntry = z.infer<typeof CHECK_SETTINGS>;

const table = <T extends z.ZodType>(value: T, expected: string) => z.record(name, value, { error: expected });

/** zones.yaml as it is written: names not yet looked up, addresses not yet read (design 4). */
export const ZONES_DOCUMENT = z
  .strictObject(
    {
      version: z.literal(1, { error: "version: 1" }),
      system: text("the name of the system under consideration").exactOptional(),
      zones: table(zone, "zones by name, such as cell-a: { kind: cell, networks: [10.20.101.0/24] }").refine(
        (zones) => Object.keys(zones).length > 0,
        "at least one zone",
      ),
      hosts: table(
        oneOrMore(text(AN_ADDRESS), AN_ADDRESS),
        "hosts by name, such as plc-a: 10.20.101.10",
      ).exactOptional(),
      conduits: table(
        conduit,
        "conduits by name, such as scada-to-cell-a: { between: [scada, cell-a] }",
      ).exactOptional(),
      demands: z
        .strictObject(
          Object.fromEntries(LEVELS.map((level) => [level, demands.exactOptional()])) as Record<
            (typeof LEVELS)[number],
            z.ZodExactOptional<typeof demands>
          >,
          { error: "demands by SL-T, such as 2: { comment: true, log: true }" },
        )
        .exactOptional()
        .describe(
          "What every rule between two zones has to have from this SL-T (RDF) on; what a conduit demands goes before",
        ),
      services: table(
        oneOrMore(text(A_SERVICE), A_SERVICE),
        "services by name, such as plc-web: [tcp/80, tcp/443]",
      ).exactOptional(),
      devices: table(
        z.strictObject({
          config: text("a path, such as configs/fw-edge.conf").exactOptional(),
          exported: date.exactOptional().describe("When its configuration was exported"),
          approved: text(A_HASH)
            .regex(/^[\da-f]{64}$/, A_HASH)
            .exactOptional()
            .describe("SHA-256 of the configuration that was approved"),
        }),
        "devices by name, such as fw-edge: { config: configs/fw-edge.conf }",
      ).exactOptional(),
      firmware: z
        .array(firmware, { error: "a list of firmware versions" })
        .exactOptional()
        .describe("Versions that are out of support or have known holes"),
      checks: CHECK_SETTINGS.exactOptional(),
      exceptions: z.array(exception, { error: "a list of exceptions" }).exactOptional(),
      attestations: z.array(attestation, { error: "a list of attestations" }).exactOptional(),
    },
    { error: "keys with values: version, zones, and what else a map holds" },
  )
  .describe("The declared IEC 62443 zones and conduits of one system");

export type ZonesDocument = z.output<typeof ZONES_DOCUMENT>;
export type ZoneEntry = ZonesDocument["zones"][string];
export type ConduitEntry = NonNullable<ZonesDocument["conduits"]>[string];
export type DemandsEntry = z.output<typeof demands>;
export type FlowEntry = NonNullable<ConduitEntry["flows"]>[number];
export type ExceptionEntry = z.output<typeof exception>;
export type SlTargetEntry = z.output<typeof slTarget>;
