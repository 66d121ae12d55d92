/** Services that IOS-XR itself answers (reference/cisco.md 4.4). */

import type { ManagementService } from "../../../../src/model/device.js";
import type { AddressExpression } from "../../../../src/model/expression.js";
import type { SourceRange } from "../../../../src/source/range.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { type AccessList, listKey } from "../access-list.js";
import { beginning } from "../beginning.js";
import { bothAddresses } from "../both.js";
import type { CiscoContext } from "../context.js";
import { type Door, letInBy } from "../let-in.js";
import { takesInput } from "../transport-input.js";
import { limitsOf, type ManagementPlane, type Protocol } from "./management-plane.js";
import { otherServices } from "./other-services.js";
import { timeServices } from "./time.js";

type Lists = ReadonlyMap<string, AccessList>;

/** What limits who may connect, beside the lists of a service itself. */
export interface ManagementLimits {
  readonly lists: Lists;
  readonly plane: ManagementPlane | undefined;
  /** Ids of all interfaces. */
  readonly interfaces: readonly string[];
  /** The VRF of each. */
  readonly routers: ReadonlyMap<string, string>;
}

export function normalizeManagement(
  roots: readonly CiscoLine[],
  limits: ManagementLimits,
  context: CiscoContext,
): ManagementService[] {
  const terminal = readTerminals(roots, limits.lists, context);
  const read = (service: ManagementService["service"], pattern: RegExp, port: number): ManagementService[] =>
    servers(roots, { pattern, port }, limits, context).map((one) => ({ service, enabled: true, port, ...one }));
  const ssh = read("ssh", /^ssh server(?:$| v2\b| vrf \S+)/, 22);
  const telnet = read("telnet", /^telnet (?:vrf \S+ )?ipv[46] server\b/, 23);
  const at = roots[0] === undefined ? [] : [context.at(roots[0])];
  // Neither answers before it is switched on; a part of an export does not tell.
  const off = context.isWhole ? false : undefined;
  return [
    ...(ssh.length > 0 ? ssh : [{ service: "ssh" as const, enabled: off, port: 22, at }]).map((one) =>
      through(one, "ssh", terminal, limits),
    ),
    ...(telnet.length > 0 ? telnet : [{ service: "telnet" as const, enabled: off, port: 23, at }]).map((one) =>
      through(one, "telnet", terminal, limits),
    ),
    ...read("http", /^http server(?!.*\bssl\b)/, 80).map((one) => protectedBy(one, "http", limits)),
    ...read("https", /^http server\b.*\bssl\b/, 443).map((one) => protectedBy(one, "http", limits)),
    ...readSnmp(roots, limits, context),
    ...otherServices(roots, context),
    ...timeServices(roots, limits, context),
  ];
}

type Server = Pick<ManagementService, "sources" | "at">;
type Limited = Pick<ManagementService, "sources">;

/** The list of one family that limits a service, if one does. */
type Limit = readonly [4 | 6, string | undefined];

/** Statements that switch a server on, with the lists that they name. */
function servers(
  roots: readonly CiscoLine[],
  { pattern, port }: { readonly pattern: RegExp; readonly port: number },
  { lists }: ManagementLimits,
  context: CiscoContext,
): Server[] {
  const on = new Map<string, CiscoLine>();
  for (const line of beginning(roots, "ssh", "telnet", "http")) {
    const text = line.text.replace(/^no /, "");
    if (!pattern.test(text)) continue;
    context.mark(line, "modelled");
    const key = /^\S+ (?:server )?(?:vrf \S+)?/.exec(text)?.[0] ?? text;
    if (line.text.startsWith("no ")) on.delete(key);
    else on.set(key, line);
  }
  return [...on.values()].map((line) => {
    const names = { 4: /(?:ipv4 )?access-(?:list|group) (\S+)/, 6: /ipv6 access-list (\S+)/ };
    const first = names[4].exec(line.text.replace(/ipv6 access-list \S+/, ""))?.[1];
    const second = names[6].exec(line.text)?.[1];
    return {
      ...limitsBy(
        [
          [4, first],
          [6, second],
        ],
        { protocol: 6, port },
        lists,
        context,
      ),
      at: [context.at(line)],
    };
  });
}

/** Lists of both families together; a family without one, or with one that is not there, is not limited. */
function limitsBy(named: readonly Limit[], door: Door, lists: Lists, context: CiscoContext): Limited {
  const of = named.map(([family, name]) => letInBy(lists.get(listKey(name ?? "", family)), door, family, context));
  if (of.every((one) => one === undefined)) return {};
  return {
    sources: { kind: "union", of: of.map((one, index) => one ?? { kind: "any", family: named[index]?.[0] ?? 4 }) },
  };
}

interface Terminals {
  /** Whether some line takes the protocol; undefined: no line says. */
  readonly takes: (protocol: "ssh" | "telnet") => boolean | undefined;
  readonly limitOf: (port: number) => Limited;
  readonly at: readonly SourceRange[];
}

/** The lines that sessions get: `line default`, and templates that a pool of terminals names. A session takes any of them. */
function readTerminals(roots: readonly CiscoLine[], lists: Lists, context: CiscoContext): Terminals {
  for (const line of beginning(roots, "line"))
    if (/^(?:no )?line (?:default|console|template)\b/.test(line.text)) context.markBlock(line, "modelled");
  const pools = beginning(roots, "vty-pool").flatMap(
    ({ text }) => /^vty-pool .*\bline-template (\S+)/.exec(text)?.[1] ?? [],
  );
  const used = ["line default", ...pools.filter((name) => name !== "default").map((name) => `line template ${name}`)];
  const blocks = used.map((name) => beginning(roots, "line").filter(({ text }) => text === name));
  const inputs = blocks.map((block) => last(block, /^transport input (.+)$/)?.match[1]?.split(" "));
  const access = blocks.map((block) => accessOf(block, context));
  const limitOf = (port: number): Limited => {
    const of = access.map(({ named }) => limitsBy(named, { protocol: 6, port }, lists, context).sources);
    const isLimited = of.every((sources) => sources !== undefined);
    return isLimited ? { sources: { kind: "union", of: of.flatMap((sources) => sources ?? []) } } : {};
  };
  return {
    takes: (protocol) => {
      const taken = inputs.map((words) => words && takesInput(protocol, words));
      return taken.includes(undefined) ? undefined : taken.includes(true);
    },
    limitOf,
    at: access.flatMap(({ at }) => at),
  };
}

function accessOf(block: readonly CiscoLine[], context: CiscoContext) {
  const found = ([4, 6] as const).map((family) => {
    const words = family === 4 ? "(?:ipv4 )?" : "ipv6 ";
    const one = last(block, new RegExp(`^${words}access-class (?:ipv${family} )?(?:ingress (\\S+)|(\\S+) ingress)$`));
    return { family, line: one?.line, name: one?.match[1] ?? one?.match[2] };
  });
  const named = found.map(({ family, name }) => [family, name] as const);
  return { named, at: found.flatMap(({ line }) => (line === undefined ? [] : [context.at(line)])) };
}

function last(block: readonly CiscoLine[], pattern: RegExp) {
  const all = block.flatMap(({ children }) => children);
  return all.flatMap((line) => ((match) => (match === null ? [] : [{ line, match }]))(pattern.exec(line.text))).at(-1);
}

/** A session over the network has to pass the list of the server, that of its line, and the management plane. */
function through(
  service: ManagementService,
  protocol: "ssh" | "telnet",
  { takes, limitOf, at }: Terminals,
  limits: ManagementLimits,
): ManagementService {
  const enabled = service.enabled === true && takes(protocol) === false ? false : service.enabled;
  const sources = bothOf(service.sources, limitOf(service.port ?? 0).sources);
  const own = { ...service, enabled, ...(sources === undefined ? {} : { sources }), at: [...service.at, ...at] };
  return protectedBy(own, protocol, limits);
}

/** Where what the service says and what the management plane says agree. */
function protectedBy(
  service: ManagementService,
  protocol: Protocol,
  { plane, interfaces }: ManagementLimits,
): ManagementService {
  const limits = limitsOf(plane, protocol, interfaces);
  const sources = bothOf(service.sources, limits.sources);
  return {
    ...service,
    ...(limits.interfaces === undefined ? {} : { interfaces: limits.interfaces }),
    ...(sources === undefined ? {} : { sources }),
  };
}

/** Who passes both; a limit that is not there keeps nobody away. */
function bothOf(one?: AddressExpression, other?: AddressExpression): AddressExpression | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return bothAddresses(one, other);
}

const RIGHTS = /^(?:RO|RW|SystemOwner|LROwner|SDROwner)$/i;

/** An agent answers as soon as a community or a user is configured. The words behind the keyword are secrets. */
function readSnmp(roots: readonly CiscoLine[], limits: ManagementLimits, context: CiscoContext): ManagementService[] {
  return beginning(roots, "snmp-server")
    .filter((line) => /^snmp-server (?:community|user)\s/.test(line.text))
    .map((line) => {
      context.mark(line, "modelled");
      const words = wordsOf(line).slice(3);
      const after = (word: string) => words[words.indexOf(word) + 1];
      const isCommunity = wordsOf(line)[1] === "community";
      const bare = words.filter((word, index) => !RIGHTS.test(word) && words[index - 1] !== "view" && word !== "view");
      const named: readonly Limit[] =
        words.includes("IPv4") || words.includes("IPv6")
          ? [
              [4, words.includes("IPv4") ? after("IPv4") : undefined],
              [6, words.includes("IPv6") ? after("IPv6") : undefined],
            ]
          : [
              [4, isCommunity ? bare.at(-1) : undefined],
              [6, undefined],
            ];
      const own = { service: "snmp" as const, enabled: true, port: 161, at: [context.wordAt(line, 1)] };
      return protectedBy(
        { ...own, ...limitsBy(named, { protocol: 17, port: 161 }, limits.lists, context) },
        "snmp",
        limits,
      );
    });
}
