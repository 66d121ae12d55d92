/** Services that NX-OS itself answers (reference/cisco.md 4.2). */
import type { ManagementService } from "../../../../src/model/device.js";
import type { AddressExpression } from "../../../../src/model/expression.js";
import type { SourceRange } from "../../../../src/source/range.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { type AccessList, listKey } from "../access-list.js";
import type { CiscoContext } from "../context.js";
import type { NxosModel } from "./model.js";

type Lists = ReadonlyMap<string, AccessList>;

/** Features that answer, beside those that have a protocol of their own here. */
const OTHERS: ReadonlySet<string> = new Set([
  "scp-server",
  "sftp-server",
  "netconf",
  "restconf",
  "grpc",
  "tftp-server",
]);

export function normalizeManagement(
  roots: readonly CiscoLine[],
  model: NxosModel,
  lists: Lists,
  context: CiscoContext,
): ManagementService[] {
  const features = readFeatures(roots, context);
  const at = roots[0] === undefined ? [] : [context.at(roots[0])];
  const terminal = readTerminal(roots, lists, context);
  const ssh = features.get("ssh");
  const telnet = features.get("telnet");
  return [
    {
      service: "ssh",
      enabled: ssh?.isOn ?? true,
      port: 22,
      ...terminal.limits,
      at: [...(ssh?.at ?? at), ...terminal.at],
    },
    {
      service: "telnet",
      // Off where nothing is said; older switches of some families had it on.
      enabled: telnet?.isOn ?? (model.family === "n9k" || model.family === "n7k" ? false : undefined),
      port: 23,
      ...terminal.limits,
      at: [...(telnet?.at ?? at), ...terminal.at],
    },
    ...readApi(roots, features, context),
    ...[...features]
      .filter(([name, { isOn }]) => isOn && OTHERS.has(name))
      .map(([, feature]) => ({ service: "other" as const, enabled: true, at: feature.at })),
    ...readSnmp(roots, lists, context),
  ];
}

type Features = ReadonlyMap<string, { readonly isOn: boolean; readonly at: readonly SourceRange[] }>;

function readFeatures(roots: readonly CiscoLine[], context: CiscoContext): Features {
  const features = new Map<string, { isOn: boolean; at: SourceRange[] }>();
  for (const line of roots) {
    const [, no, name] = /^(no )?feature (\S+)$/.exec(line.text) ?? [];
    if (name !== undefined) features.set(name, { isOn: no === undefined, at: [context.at(line)] });
  }
  return features;
}

interface Terminal {
  readonly limits: { readonly sources?: AddressExpression };
  readonly at: readonly SourceRange[];
}

/** `line vty`: all sessions share one list of each family. */
function readTerminal(roots: readonly CiscoLine[], lists: Lists, context: CiscoContext): Terminal {
  const blocks = roots.filter((line) => /^line\s/.test(line.text));
  for (const line of blocks) context.markBlock(line, "modelled");
  const statements = blocks.filter((line) => /^line vty\b/.test(line.text)).flatMap((line) => line.children);
  const access = ([4, 6] as const).map((family) => {
    const words = family === 4 ? /^(?:ip )?access-class (\S+) in\b/ : /^ipv6 access-class (\S+) in\b/;
    const line = statements.findLast(({ text }) => words.test(text));
    const { sources } = line === undefined ? {} : sourcesOf(words.exec(line.text)?.[1] ?? "", lists, family);
    return { family, line, sources };
  });
  const at = access.flatMap(({ line }) => (line === undefined ? [] : [context.at(line)]));
  if (access.every(({ sources }) => sources === undefined)) return { limits: {}, at };
  const of = access.map(({ family, sources }) => sources ?? { kind: "any" as const, family });
  return { limits: { sources: { kind: "union", of } }, at };
}

/** Whom a list lets in at most; an undefined or empty list restricts nobody. */
function sourcesOf(name: string, lists: Lists, family: 4 | 6 = 4): { sources?: AddressExpression } {
  const list = lists.get(listKey(name, family));
  if (list === undefined || list.rules.length === 0) return {};
  const of = list.rules.filter((rule) => rule.action !== "deny").map((rule) => rule.match.source);
  return { sources: { kind: "union", of } };
}

/** NX-API: which of its two protocols answers when neither is written differs between releases. */
function readApi(roots: readonly CiscoLine[], features: Features, context: CiscoContext): ManagementService[] {
  const feature = features.get("nxapi");
  if (feature?.isOn !== true) return [];
  return (["http", "https"] as const).map((service) => {
    const line = roots.findLast((one) => new RegExp(`^(?:no )?nxapi ${service}\\b`).test(one.text));
    const port = Number(/\bport (\d+)/.exec(line?.text ?? "")?.[1] ?? (service === "http" ? 80 : 443));
    const enabled = line === undefined ? undefined : !line.text.startsWith("no ");
    return { service, enabled, port, at: line === undefined ? feature.at : [...feature.at, context.at(line)] };
  });
}

/** An agent answers as soon as a community or a user is configured, unless its protocol is switched off. */
function readSnmp(roots: readonly CiscoLine[], lists: Lists, context: CiscoContext): ManagementService[] {
  const protocol = roots.findLast((line) => /^(?:no )?snmp-server protocol enable$/.test(line.text));
  const enabled = protocol?.text.startsWith("no ") !== true;
  return roots
    .filter((line) => /^snmp-server (?:community|user)\s/.test(line.text))
    .map((line) => {
      context.mark(line, "modelled");
      const limit = /\suse-(?:ipv4)?acl (\S+)/.exec(line.text)?.[1];
      const limits = limit === undefined ? limitOfCommunity(roots, wordsOf(line), lists) : sourcesOf(limit, lists);
      // The words behind the keyword are secrets: the place is that of the keyword alone.
      return { service: "snmp", enabled, port: 161, ...limits, at: [context.wordAt(line, 1)] };
    });
}

/** The list of a community may stand in a line of its own. */
function limitOfCommunity(roots: readonly CiscoLine[], [, kind = "", name = ""]: readonly string[], lists: Lists) {
  const start = `snmp-server ${kind} ${name} use-`;
  const line = roots.findLast((one) => one.text.startsWith(start));
  return sourcesOf(/\suse-(?:ipv4)?acl (\S+)/.exec(line?.text ?? "")?.[1] ?? "", lists);
}
