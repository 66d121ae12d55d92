/** Services that NX-OS itself answers (reference/cisco.md 4.2). */

import type { ManagementService } from "../../../../src/model/device.js";
import type { AddressExpression } from "../../../../src/model/expression.js";
import type { SourceRange } from "../../../../src/source/range.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { type AccessList, listKey } from "../access-list.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { type Door, letInBy } from "../let-in.js";
import { givingTime, NTP, timeServiceOf } from "../time-service.js";
import type { NxosModel } from "./model.js";

type Lists = ReadonlyMap<string, AccessList>;

type Port = Required<Pick<ManagementService, "protocol" | "port">>;

const SSH_PORT: Port = { protocol: 6, port: 22 };

/**
 * Features that answer, beside those that have a protocol of their own here, by the port that each has by itself (Cisco Nexus
 * 9000 programmability and security guides); none: wherever NX-API does.
 */
const OTHERS: ReadonlyMap<string, Port | undefined> = new Map<string, Port | undefined>([
  ["scp-server", SSH_PORT],
  ["sftp-server", SSH_PORT],
  ["netconf", { protocol: 6, port: 830 }],
  ["restconf", undefined],
  ["grpc", { protocol: 6, port: 50051 }],
  ["tftp-server", { protocol: 17, port: 69 }],
]);

export function normalizeManagement(
  roots: readonly CiscoLine[],
  model: NxosModel,
  lists: Lists,
  context: CiscoContext,
): ManagementService[] {
  const features = readFeatures(roots, context);
  const at = roots[0] === undefined ? [] : [context.at(roots[0])];
  const ssh = features.get("ssh");
  const telnet = features.get("telnet");
  const terminal = readTerminal(roots, context);
  const limitsOf = (port: number) => limitsBy(terminal.lists, { protocol: 6, port }, lists, context);
  return [
    {
      service: "ssh",
      enabled: ssh?.isOn ?? true,
      port: 22,
      ...limitsOf(22),
      at: [...(ssh?.at ?? at), ...terminal.at],
    },
    {
      service: "telnet",
      // Off where nothing is said; older switches of some families had it on.
      enabled: telnet?.isOn ?? (model.family === "n9k" || model.family === "n7k" ? false : undefined),
      port: 23,
      ...limitsOf(23),
      at: [...(telnet?.at ?? at), ...terminal.at],
    },
    ...readApi(roots, features, context),
    ...[...features]
      .filter(([name, { isOn }]) => isOn && OTHERS.has(name))
      .map(([name, { at: own }]) => ({ service: "other" as const, enabled: true, ...portOf(name, roots), at: own })),
    ...readSnmp(roots, lists, context),
    ...readTime(roots, features, lists, context),
  ];
}

/** NTP tells the time once it is told where to take it from, in every VRF, unless its feature is off. */
function readTime(
  roots: readonly CiscoLine[],
  features: Features,
  lists: Lists,
  context: CiscoContext,
): ManagementService[] {
  const last = beginning(roots, "ntp").findLast(({ text }) => /^(?:no )?ntp enable$/.test(text));
  if (features.get("ntp")?.isOn === false || last?.text.startsWith("no ") === true) return [];
  const statements = beginning(roots, "ntp").flatMap((line) => {
    const [, no, text = ""] = /^(no )?ntp (.+)$/.exec(line.text) ?? [];
    return text === "" || text === "enable" ? [] : [{ text, removes: no !== undefined, line }];
  });
  const found = timeServiceOf(statements, lists);
  if (found === undefined) return [];
  return [
    givingTime(found, ({ list, family }) => letInBy(lists.get(listKey(list, family)), NTP, family, context), context),
  ];
}

/** The port of a feature; that of gRPC may be moved. */
function portOf(name: string, roots: readonly CiscoLine[]): Port | undefined {
  const usual = OTHERS.get(name);
  if (name !== "grpc" || usual === undefined) return usual;
  const last = beginning(roots, "grpc").findLast(({ text }) => /^(?:no )?grpc port\b/.test(text));
  const moved = /^grpc port (\d+)$/.exec(last?.text ?? "")?.[1];
  return moved === undefined ? usual : { ...usual, port: Number(moved) };
}

type Features = ReadonlyMap<string, { readonly isOn: boolean; readonly at: readonly SourceRange[] }>;

function readFeatures(roots: readonly CiscoLine[], context: CiscoContext): Features {
  const features = new Map<string, { isOn: boolean; at: SourceRange[] }>();
  for (const line of beginning(roots, "feature")) {
    const [, no, name] = /^(no )?feature (\S+)$/.exec(line.text) ?? [];
    if (name !== undefined) features.set(name, { isOn: no === undefined, at: [context.at(line)] });
  }
  return features;
}

/** A list of one family that limits a service; an empty name: there is none. */
type Limit = readonly [4 | 6, string];

interface Terminal {
  readonly lists: readonly Limit[];
  readonly at: readonly SourceRange[];
}

/** `line vty`: all sessions share one list of each family. */
function readTerminal(roots: readonly CiscoLine[], context: CiscoContext): Terminal {
  const blocks = beginning(roots, "line").filter((line) => /^line\s/.test(line.text));
  for (const line of blocks) context.markBlock(line, "modelled");
  const statements = blocks.filter((line) => /^line vty\b/.test(line.text)).flatMap((line) => line.children);
  const access = ([4, 6] as const).map((family) => {
    const words = family === 4 ? /^(?:no )?(?:ip )?access-class (\S+) in\b/ : /^(?:no )?ipv6 access-class (\S+) in\b/;
    const last = statements.findLast(({ text }) => words.test(text));
    const line = last?.text.startsWith("no ") ? undefined : last;
    return { family, line, name: words.exec(line?.text ?? "")?.[1] ?? "" };
  });
  return {
    lists: access.map(({ family, name }) => [family, name]),
    at: access.flatMap(({ line }) => (line === undefined ? [] : [context.at(line)])),
  };
}

/** An undefined or empty list restricts nobody. */
function limitsBy(
  named: readonly Limit[],
  door: Door,
  lists: Lists,
  context: CiscoContext,
): { sources?: AddressExpression } {
  const of = named.map(([family, name]) => letInBy(lists.get(listKey(name, family)), door, family, context));
  if (of.every((one) => one === undefined)) return {};
  return {
    sources: { kind: "union", of: of.map((one, index) => one ?? { kind: "any", family: named[index]?.[0] ?? 4 }) },
  };
}

/** NX-API: which of its two protocols answers when neither is written differs between releases. */
function readApi(roots: readonly CiscoLine[], features: Features, context: CiscoContext): ManagementService[] {
  const feature = features.get("nxapi");
  if (feature?.isOn !== true) return [];
  return (["http", "https"] as const).map((service) => {
    const line = beginning(roots, "nxapi").findLast((one) => new RegExp(`^(?:no )?nxapi ${service}\\b`).test(one.text));
    const port = Number(/\bport (\d+)/.exec(line?.text ?? "")?.[1] ?? (service === "http" ? 80 : 443));
    const enabled = line === undefined ? undefined : !line.text.startsWith("no ");
    return { service, enabled, port, at: line === undefined ? feature.at : [...feature.at, context.at(line)] };
  });
}

/** An agent answers as soon as a community or a user is configured, unless its protocol is switched off. */
function readSnmp(roots: readonly CiscoLine[], lists: Lists, context: CiscoContext): ManagementService[] {
  const protocol = beginning(roots, "snmp-server").findLast((line) =>
    /^(?:no )?snmp-server protocol enable$/.test(line.text),
  );
  const enabled = protocol?.text.startsWith("no ") !== true;
  const asking = beginning(roots, "snmp-server").filter((line) => /^snmp-server (?:community|user)\s/.test(line.text));
  for (const line of asking) context.mark(line, "modelled");
  const byName = new Map(asking.toReversed().map((line) => [keyOf(line), line]));
  return [...byName].toReversed().map(([key, line]) => {
    const own = asking.filter((one) => keyOf(one) === key);
    const named = ([4, 6] as const).map((family) => [family, lastList(own, family)] as const);
    const limits = limitsBy(named, { protocol: 17, port: 161 }, lists, context);
    // The words behind the keyword are secrets: the place is that of the keyword alone.
    return { service: "snmp", enabled, port: 161, ...limits, at: [context.wordAt(line, 1)] };
  });
}

/** Who asks: a community or a user, and its name. */
function keyOf(line: CiscoLine): string {
  return wordsOf(line).slice(1, 3).join(" ");
}

/** The list that limits who asks by a name; it may stand in a line of its own. */
function lastList(lines: readonly CiscoLine[], family: 4 | 6): string {
  const words = family === 4 ? /\suse-(?:ipv4)?acl (\S+)/ : /\suse-(?:(?:ipv4acl \S+ use-)?ipv6)?acl (\S+)/;
  return lines.flatMap(({ text }) => words.exec(text)?.[1] ?? []).at(-1) ?? "";
}
