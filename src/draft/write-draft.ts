/** The draft as the text of a zones.yaml, with the reasons as comments. What a person has to decide is marked `# ?`. */
import { industrialCandidates } from "../zones/service-catalogue.js";
import type { DraftConduit } from "./conduits.js";
import type { DraftZone, Remark } from "./draft-zone.js";
import type { DraftFlow } from "./flows.js";
import { shownText } from "./shown-text.js";
import { list, scalar } from "./yaml-text.js";

export interface Draft {
  readonly system: string;
  readonly zones: readonly DraftZone[];
  readonly hosts: ReadonlyMap<string, readonly string[]>;
  readonly conduits: readonly DraftConduit[];
  /** Given devices with the paths of their configurations as the map is to name them; left out: it has none. */
  readonly devices: readonly { readonly id: string; readonly config?: string }[];
  /** Zones that surely exchange packets with addresses of no zone. */
  readonly unmapped: readonly string[];
  /** What the exports do not tell, one sentence each. */
  readonly unknown: readonly string[];
}

/** Reasons are sentences. */
const REASON_COLUMNS = 160;

const HEAD = [
  "# yaml-language-server: $schema=node_modules/zoneproof/schemas/zones.schema.json",
  "# A draft by zoneproof init: what the exports show, not what is meant. It declares everything that passes today, so that",
  "# a check of it finds little: take away what should not be, and give names, owners, reasons and review dates.",
  '# What is marked "# ?" is guessed or for you to decide; levels and SL-T come from the kind, not from a risk assessment.',
];

/** The text; a map that `check` reads at once. */
export function writeDraft({ system, zones, hosts, conduits, devices, unknown }: Draft): string {
  const lines = [
    ...HEAD,
    ...(unknown.length === 0 ? [] : ["#", "# Not in the exports:", ...unknown.map((text) => `# ? ${text}`)]),
    "",
    "version: 1",
    `system: ${scalar(system)} # ? its name`,
    "",
    "zones:",
    ...zones.flatMap(zoneLines),
    ...(hosts.size === 0 ? [] : ["", "# Named as the devices name them.", "hosts:", ...[...hosts].map(hostLine)]),
    ...(conduits.length === 0 ? [] : ["", "conduits:", ...conduits.flatMap(conduitLines)]),
    ...(devices.length === 0 ? [] : ["", "devices:", ...devices.map(deviceLine)]),
  ];
  return `${lines.join("\n")}\n`;
}

function zoneLines(zone: DraftZone): string[] {
  const { id, name, kind, level, slTarget, networks, interfaces } = zone;
  return [
    ...(zone.seenAt === "" ? [] : [`  # ${zone.seenAt}`]),
    ...(zone.mergeRemark === undefined ? [] : [`  #${commentOf(zone.mergeRemark)}`]),
    `  ${scalar(id)}:${zone.nameRemark === undefined ? "" : ` #${commentOf(zone.nameRemark)}`}`,
    ...(name === undefined ? [] : [`    name: ${scalar(name)}`]),
    `    kind: ${kind} #${commentOf(zone.kindRemark)}`,
    ...(level === undefined ? [] : [`    level: ${level} # ? usual for ${kind}`]),
    ...(slTarget === undefined ? [] : [`    sl-target: ${slTarget} # ? to start from`]),
    ...(networks.length === 0 ? [] : [`    networks: ${list(networks)}`]),
    ...(interfaces.length === 0 ? [] : [`    interfaces: ${list(interfaces)}`]),
  ];
}

function commentOf({ text, isOpen }: Remark): string {
  return `${isOpen ? " ?" : ""} ${text}`;
}

function hostLine([name, addresses]: readonly [string, readonly string[]]): string {
  const [first = ""] = addresses;
  return `  ${scalar(name)}: ${addresses.length === 1 ? scalar(first) : list(addresses)}`;
}

function deviceLine({ id, config }: Draft["devices"][number]): string {
  return `  ${scalar(id)}: ${config === undefined ? "{}" : `{ config: ${scalar(config)} }`}`;
}

function conduitLines({ id, between, flows, isUnfiltered, isCut }: DraftConduit): string[] {
  const remarks = [
    ...(isUnfiltered ? ["nothing is filtered between these: one zone, or a filter that is missing"] : []),
    ...(isCut ? ["the rules between these are too entangled for a draft: what passes is not all here"] : []),
  ];
  return [
    ...remarks.map((text) => `  # ? ${text}`),
    `  ${scalar(id)}:`,
    `    between: ${list(between)}`,
    ...(flows.length === 0 ? [] : ["    flows:", ...flowLines(flows)]),
  ];
}

/** The comment above a flow goes for those below it that have the same one. */
function flowLines(flows: readonly DraftFlow[]): string[] {
  let above = "";
  return flows.flatMap((flow) => {
    const remarks = remarksOf(flow);
    const line = `      - { from: ${list(texts(flow.from))}, to: ${list(texts(flow.to))}, service: ${list(flow.services)} }${portsComment(flow)}`;
    const comment = remarks.join("\n");
    const isSame = comment === above;
    above = comment;
    return isSame ? [line] : [...remarks.map((text) => `      # ${text}`), line];
  });
}

function texts({ texts: all }: DraftFlow["from"]): readonly string[] {
  return all;
}

function remarksOf({ by, doubt, isRounded, isEverything, services }: DraftFlow): string[] {
  return [
    ...(by === undefined ? [] : [by]),
    ...(doubt === undefined ? [] : [`? may pass: ${shownText(doubt, REASON_COLUMNS)}`]),
    ...(isRounded ? ["? wider than what passes, which would take too many lines"] : []),
    ...(isEverything ? ["? everything between all of both: narrow it to what is needed"] : []),
    ...(!isEverything && services[0] === "any" ? ["? any service: name those that are needed"] : []),
  ];
}

/** What ports may be besides, behind a flow: a port is not a protocol. */
function portsComment({ services }: DraftFlow): string {
  const ambiguous = services.flatMap((text) => {
    const may = industrialCandidates(text);
    return may.length === 0 ? [] : [`${text}: ${may.slice(0, 3).join(", ")}${may.length > 3 ? ", …" : ""}`];
  });
  return ambiguous.length === 0 ? "" : ` # ${ambiguous.join("; ")}`;
}
