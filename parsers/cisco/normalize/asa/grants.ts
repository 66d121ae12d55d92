/** What an ASA answers itself, statement by statement (reference/cisco.md 4.3). */
import type { ManagementService } from "../../../../src/model/device.js";
import type { AddressExpression, ServiceExpression } from "../../../../src/model/expression.js";
import type { CiscoLine } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { readHost, readPlain } from "./address.js";
import type { Groups } from "./groups.js";
import type { AsaInterface } from "./interface-draft.js";
import type { Names } from "./names.js";
import { type AsaStatements, isNegated, plainWords } from "./statements.js";

/** Packets to an interface's own addresses that a service takes. */
export interface Grant {
  readonly id: string;
  readonly name: string;
  /** Left out: every interface. */
  readonly interface?: string;
  /** Of one that holds wherever packets come in: the interface whose addresses they are for; left out: any. */
  readonly answeredBy?: string;
  readonly source: AddressExpression;
  readonly service: ServiceExpression;
  /** Why it may be less than that. */
  readonly limited?: string;
  readonly line: CiscoLine;
  readonly management?: { readonly service: ManagementService["service"]; readonly port: number };
}

export interface GrantSite {
  readonly statements: AsaStatements;
  readonly interfaces: ReadonlyMap<string, AsaInterface>;
  readonly groups: Groups;
  readonly names: Names;
  readonly context: CiscoContext;
}

/** `ssh|telnet|http A M IF`, and what else people administer an ASA by. */
export function managementGrants(site: GrantSite): Grant[] {
  const { statements } = site;
  const web = webServer(site);
  const from = (word: string, service: "ssh" | "telnet" | "https", port: number) =>
    statements.of(word).flatMap((line) => allowed(line, service, port, site));
  const https = web === undefined ? [] : from("http", "https", web.port);
  if (web === undefined) for (const line of statements.of("http")) allowed(line, "https", 443, site);
  return [
    ...undone(from("ssh", "ssh", 22)),
    ...undone(lowest(from("telnet", "telnet", 23), site)),
    ...undone(https),
    ...redirects(site),
    ...snmp(site),
  ];
}

/** `no ssh A M IF` takes one away that stands before it. */
function undone(grants: readonly Grant[]): Grant[] {
  const takenAway = new Set<string>();
  const left: Grant[] = [];
  for (const one of grants.toReversed()) {
    const { text } = one.line;
    if (isNegated(one.line)) takenAway.add(text.slice("no ".length));
    else if (!takenAway.has(text)) left.push(one);
  }
  return left.reverse();
}

function webServer({ statements, context }: GrantSite): { port: number } | undefined {
  const line = statements.of("http").findLast(({ text }) => /^(?:no )?http server enable(?: \d+)?$/.test(text));
  if (line === undefined) return undefined;
  context.mark(line, "modelled");
  return isNegated(line) ? undefined : { port: Number(/ (\d+)$/.exec(line.text)?.[1] ?? 443) };
}

function allowed(line: CiscoLine, service: "ssh" | "telnet" | "https", port: number, site: GrantSite): Grant[] {
  const { context, interfaces, names } = site;
  const words = plainWords(line);
  const read = readPlain(words, 1, names, context.at(line));
  const id = read === undefined ? undefined : words[1 + read.count];
  if (read === undefined || id === undefined || words.length !== 2 + read.count) return [];
  context.mark(line, "modelled");
  if (!interfaces.has(id)) context.doubt(`${words[0]} names ${id}, which is not in the file`, line, { scope: "match" });
  return [
    {
      id: `${words[0]} ${line.number}`,
      name: `${words[0]} on ${id}`,
      interface: id,
      source: read.value,
      service: tcp(port),
      line,
      management: { service, port },
    },
  ];
}

/** Telnet is refused on the interface of the lowest security level, unless it comes out of a tunnel. */
function lowest(grants: readonly Grant[], { interfaces }: GrantSite): Grant[] {
  const levels = [...interfaces.values()].flatMap((one) => (one.interface.zone === undefined ? [] : [one.level]));
  const least = Math.min(...levels);
  return grants.map((grant) => {
    const level = interfaces.get(grant.interface ?? "")?.level;
    return level === least && level < 100
      ? { ...grant, limited: "telnet on the interface of the lowest security level is taken out of tunnels only" }
      : grant;
  });
}

function redirects({ statements, context }: GrantSite): Grant[] {
  return statements.of("http").flatMap((line): Grant[] => {
    const [, id, port] = /^http redirect (\S+)(?: (\d+))?$/.exec(line.text) ?? [];
    if (id === undefined) return [];
    context.mark(line, "modelled");
    return [
      {
        id: `redirect ${line.number}`,
        name: `http redirect on ${id}`,
        interface: id,
        source: { kind: "any" },
        service: tcp(Number(port ?? 80)),
        line,
      },
    ];
  });
}

/** The agent answers those hosts that are named, unless they only get its messages. */
function snmp(site: GrantSite): Grant[] {
  const { statements, context, groups, names } = site;
  const lines = statements.of("snmp-server");
  const off = lines.findLast(({ text }) => /^(?:no )?snmp-server enable$/.test(text));
  const port = Number(
    /^snmp-server listen-port (\d+)$/.exec(lines.findLast(({ text }) => /listen-port/.test(text))?.text ?? "")?.[1] ??
      161,
  );
  return lines.flatMap((line): Grant[] => {
    const words = plainWords(line);
    // A community may be called like a keyword: what an agent sends stands behind the host alone.
    const [, kind, id = "", host = "", sends] = words;
    if ((kind !== "host" && kind !== "host-group") || isNegated(line)) return [];
    // Community strings are behind: the place is that of the keyword alone.
    context.mark(line, "modelled");
    if ((off !== undefined && isNegated(off)) || sends === "trap") return [];
    const source: AddressExpression | undefined =
      kind === "host"
        ? readHost(host, names, context.wordAt(line, 0))
        : groups.kindOf(host) === "network"
          ? { kind: "object", object: host }
          : undefined;
    const limited = source === undefined ? { limited: "whom the agent answers is not in the file" } : {};
    return [
      {
        id: `snmp ${line.number}`,
        name: `snmp-server on ${id}`,
        interface: id,
        source: source ?? { kind: "any" },
        service: { kind: "ports", protocol: 17, destination: [{ from: port, to: port }] },
        ...limited,
        line,
        management: { service: "snmp", port },
      },
    ];
  });
}

export function tcp(port: number): ServiceExpression {
  return { kind: "ports", protocol: 6, destination: [{ from: port, to: port }] };
}

export function udp(...ports: readonly number[]): ServiceExpression {
  return { kind: "ports", protocol: 17, destination: ports.map((port) => ({ from: port, to: port })) };
}
