/** Writes a described firewall as the config.xml of pfSense, or of OPNsense with old and new rules. */
import { formatIPv4 } from "../../../../src/packets/address.js";
import {
  type Asked,
  DOORS,
  type Door,
  type End,
  type ForwardShape,
  GROUPS,
  type Mark,
  ownAddress,
  type PortShape,
  type RuleShape,
  type SiteShape,
} from "./description.js";
import type { System } from "./judge.js";

const SHIFT =
  "<schedules><schedule><name>shift</name><timerange><hour>6:00-14:00</hour></timerange></schedule></schedules>";

export function writeSite(site: SiteShape, system: System): string {
  const isModern = (rule: RuleShape) => system === "opnsense" && rule.modern;
  const modern = site.rules.map((rule, index) => (isModern(rule) ? modernRule(rule, index) : ""));
  const legacy = site.rules.map((rule, index) => (isModern(rule) ? "" : legacyRule(rule, index, system)));
  const lockout = site.lockout ? "" : `<noantilockout>1</noantilockout>`;
  return [
    '<?xml version="1.0"?>',
    `<${system}>`,
    "<version>24.0</version>",
    "<system><hostname>fw-generated</hostname><disablenatreflection>yes</disablenatreflection>",
    `<webgui><protocol>https</protocol>${lockout}</webgui></system>`,
    "<interfaces>",
    ...DOORS.map(
      (door, index) =>
        `<${door}><enable>1</enable><if>igb${index}</if><ipaddr>${formatIPv4(ownAddress(door))}</ipaddr><subnet>16</subnet>${door === "wan" ? "<gateway>GW</gateway>" : ""}</${door}>`,
    ),
    "</interfaces>",
    // What OPNsense 22 and later write: ends of forwards that are empty count for any since.
    system === "opnsense" ? '<ifgroups version="1.0.0">' : "<ifgroups>",
    ...GROUPS.map(
      ([name, members], index) =>
        `<ifgroupentry><ifname>${name}</ifname><members>${members.join(" ")}</members>${system === "opnsense" ? `<sequence>${index}</sequence>` : ""}</ifgroupentry>`,
    ),
    "</ifgroups>",
    `<aliases>${aliases(site)}</aliases>`,
    `<nat>${site.forwards.map((one) => forward(one, system)).join("\n")}${outbound(site, system)}</nat>`,
    "<filter>",
    ...legacy,
    "</filter>",
    ...(system === "opnsense"
      ? ['<OPNsense><Firewall><Filter version="1.0.4"><rules>', ...modern, "</rules></Filter></Firewall></OPNsense>"]
      : []),
    SHIFT,
    `</${system}>`,
    "",
  ].join("\n");
}

/** Translations of pfSense have no marks. */
function natMarks(system: System, tag: Mark | undefined, asks: Mark | undefined): string {
  return system === "pfsense" ? "" : marks(tag, asks && { mark: asks, not: false });
}

function marks(tag: Mark | undefined, asks: Asked | undefined): string {
  const not = asks?.not ? "<nottagged>1</nottagged>" : "";
  return `${tag ? `<tag>${tag}</tag>` : ""}${asks ? `<tagged>${asks.mark}</tagged>${not}` : ""}`;
}

/** pfSense wrote it otherwise until 2.1: here where the first rule has an odd sequence. */
function outbound({ outbound: mode, outboundTag, outboundAsks, rules }: SiteShape, system: System): string {
  const isOld = system === "pfsense" && (rules[0]?.sequence ?? 0) % 2 === 1;
  if (mode === "automatic" && isOld) return "<advancedoutbound></advancedoutbound>";
  if (mode !== "static") return `<outbound><mode>${mode}</mode></outbound>`;
  const rule = `<rule><interface>wan</interface><source><network>10.0.0.0/8</network></source><destination><any>1</any></destination><target></target><staticnatport>1</staticnatport>${natMarks(system, outboundTag, outboundAsks)}</rule>`;
  if (isOld) return `<advancedoutbound><enable></enable>${rule}</advancedoutbound>`;
  return `<outbound><mode>advanced</mode>${rule}</outbound>`;
}

/** Aliases of addresses, then one for each port that a rule names. */
function aliases({ aliases: addresses, rules }: SiteShape): string {
  const networks = addresses.map((prefixes, index) => {
    const words = prefixes.map(({ address, length }) => `${formatIPv4(address)}/${length}`);
    const nested = index === addresses.length - 1 ? ["A0"] : [];
    return alias(`A${index}`, "network", [...words, ...nested]);
  });
  const ports = rules.flatMap((rule, index) =>
    [rule.sourcePort, rule.port].flatMap((port, side) =>
      port?.named
        ? [alias(portName(index, side), "port", [port.from === port.to ? `${port.from}` : `${port.from}:${port.to}`])]
        : [],
    ),
  );
  return [...networks, ...ports].join("\n");
}

function alias(name: string, type: string, words: readonly string[]): string {
  return `<alias><name>${name}</name><type>${type}</type><address>${words.join(" ")}</address></alias>`;
}

function portName(index: number, side: number): string {
  return `P${index}_${side}`;
}

function portWord(port: PortShape, index: number, side: number): string {
  if (port.named) return portName(index, side);
  return port.from === port.to ? `${port.from}` : `${port.from}-${port.to}`;
}

function interfaceOf({ place, doors, group }: RuleShape): string {
  if (place === "floating") return doors.join(",");
  return place === "group" ? (GROUPS[group]?.[0] ?? "") : (doors[0] ?? "opt9");
}

function legacyRule(rule: RuleShape, index: number, system: System): string {
  const isFloating = rule.place === "floating";
  const presence = (name: string, isSet: boolean) => (isSet ? `<${name}>1</${name}>` : "");
  const quick = system === "opnsense" && !isFloating && !rule.quick ? "<quick></quick>" : presence("quick", rule.quick);
  const hasPorts = ["tcp", "udp", "tcp/udp"].includes(rule.protocol);
  return [
    "<rule>",
    `<type>${rule.action}</type><interface>${interfaceOf(rule)}</interface><ipprotocol>inet</ipprotocol>`,
    isFloating ? "<floating>yes</floating>" : "",
    `<direction>${rule.direction}</direction>`,
    quick,
    rule.protocol === "any" ? "" : `<protocol>${rule.protocol}</protocol>`,
    rule.protocol === "icmp" && rule.type !== undefined
      ? `<icmptype>${rule.type === 8 ? "echoreq" : "echorep"}</icmptype>`
      : "",
    presence("tcpflags_any", rule.anyFlags && rule.protocol === "tcp"),
    presence("disabled", rule.disabled),
    rule.atTimes ? "<sched>shift</sched>" : "",
    marks(rule.tag, rule.asks),
    `<source>${legacyEnd(rule.source)}${hasPorts && rule.sourcePort ? `<port>${portWord(rule.sourcePort, index, 0)}</port>` : ""}</source>`,
    `<destination>${legacyEnd(rule.destination)}${hasPorts && rule.port ? `<port>${portWord(rule.port, index, 1)}</port>` : ""}</destination>`,
    "</rule>",
  ].join("");
}

function legacyEnd({ address, negated }: End): string {
  const not = negated ? "<not>1</not>" : "";
  if (address.kind === "any") return "<any>1</any>";
  if (address.kind === "self") return `<network>(self)</network>${not}`;
  if (address.kind === "network") return `<network>${address.door}</network>${not}`;
  if (address.kind === "own") return `<network>${address.door}ip</network>${not}`;
  if (address.kind === "alias") return `<address>A${address.index}</address>${not}`;
  return `<address>${formatIPv4(address.address)}/${address.length}</address>${not}`;
}

function modernRule(rule: RuleShape, index: number): string {
  const hasPorts = ["tcp", "udp", "tcp/udp"].includes(rule.protocol);
  const fields: Record<string, string | number> = {
    // An empty field is empty, whatever its default.
    enabled: rule.disabled ? (index % 2 === 0 ? 0 : "") : 1,
    sequence: rule.sequence,
    // The new model has no rules that only mark packets.
    action: rule.action === "match" ? "pass" : rule.action,
    quick: rule.quick ? 1 : index % 2 === 0 ? 0 : "",
    interface: interfaceOf(rule),
    direction: rule.direction,
    ipprotocol: "inet",
    protocol: rule.protocol === "any" ? "any" : rule.protocol.toUpperCase(),
    source_net: modernEnd(rule.source),
    source_not: rule.source.negated ? 1 : 0,
    destination_net: modernEnd(rule.destination),
    destination_not: rule.destination.negated ? 1 : 0,
    ...(hasPorts && rule.sourcePort ? { source_port: portWord(rule.sourcePort, index, 0) } : {}),
    ...(hasPorts && rule.port ? { destination_port: portWord(rule.port, index, 1) } : {}),
    ...(rule.protocol === "icmp" && rule.type !== undefined ? { icmptype: rule.type } : {}),
    ...(rule.anyFlags && rule.protocol === "tcp" ? { tcpflags_any: 1 } : {}),
    ...(rule.atTimes ? { sched: "shift" } : {}),
    ...(rule.tag ? { tag: rule.tag } : {}),
    ...(rule.asks ? { tagged: rule.asks.mark } : {}),
  };
  const inner = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<rule uuid="r${index}">${inner.join("")}</rule>`;
}

function modernEnd({ address }: End): string {
  if (address.kind === "any") return "any";
  if (address.kind === "self") return "(self)";
  if (address.kind === "network") return address.door;
  if (address.kind === "own") return `${address.door}ip`;
  return address.kind === "alias" ? `A${address.index}` : `${formatIPv4(address.address)}/${address.length}`;
}

function forward(of: ForwardShape, system: System): string {
  const { protocol, port, target, door, localPort, exempt, tag, asks } = of;
  const host = formatIPv4(networkOf(door) + target);
  const to = exempt ? "<nordr>1</nordr>" : `<target>${host}</target><local-port>${localPort}</local-port>`;
  // As the model of OPNsense writes them, in every other one.
  const isModern = system === "opnsense" && target % 2 === 1;
  const family = isModern ? "<ipprotocol/>" : "<ipprotocol>inet</ipprotocol>";
  const source = isModern ? "<network/><port/><not>0</not>" : "<any>1</any>";
  return `<rule><interface>wan</interface>${family}<protocol>${protocol}</protocol>${to}<source>${source}</source><destination><network>wanip</network><port>${port}</port></destination>${natMarks(system, tag, asks)}</rule>`;
}

function networkOf(door: Door): number {
  return ownAddress(door) - 1;
}
