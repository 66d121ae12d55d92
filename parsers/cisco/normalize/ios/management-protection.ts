/** `control-plane host` / `management-interface`: by which interfaces IOS takes administration (Cisco, Management Plane Protection). */
import type { ServiceExpression } from "../../../../src/model/expression.js";
import type { FilterStep, Rule, Table } from "../../../../src/model/rule.js";
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import type { BoundInterface } from "../interface-draft.js";
import { interfaceName } from "../interface-name.js";
import { mayDrop } from "../may-drop.js";

/** An interface of management, and the protocols that it takes: surely, and perhaps besides. */
interface Manager {
  readonly id: string;
  readonly protocols: readonly string[];
  readonly perhaps: readonly string[];
  /** A statement takes some of its protocols away: it may have taken all. */
  readonly mayBeGone: boolean;
  readonly line: CiscoLine;
}

const portOf = (protocol: number, port: number): ServiceExpression => ({
  kind: "ports",
  protocol,
  destination: [{ from: port, to: port }],
});

/** Where the protocols that it is about answer by themselves; BEEP has no port of its own. */
const PORTS: Readonly<Record<string, ServiceExpression>> = {
  ssh: portOf(6, 22),
  telnet: portOf(6, 23),
  http: portOf(6, 80),
  https: portOf(6, 443),
  ftp: portOf(6, 21),
  snmp: portOf(17, 161),
  tftp: portOf(17, 69),
  beep: { kind: "none" },
};
const EVERY: ServiceExpression = { kind: "union", of: Object.values(PORTS) };

interface Protection {
  readonly tables: readonly Table[];
  readonly steps: readonly FilterStep[];
}

/**
 * Once one interface is named, packets of these protocols are taken by those that name the protocol, and by no other; all
 * other packets are left alone. What is not documented stays open: IPv6, a protocol on another port of TCP, interfaces that
 * none of this can name (the dedicated port of management, tunnels).
 */
export function managementProtection(
  roots: readonly CiscoLine[],
  interfaces: readonly BoundInterface[],
  context: CiscoContext,
): Protection {
  const lines = beginning(roots, "control-plane")
    .filter(({ text }) => text.startsWith("control-plane"))
    .flatMap(({ children }) => children)
    .filter(({ text }) => /^(?:no )?management-interface /.test(text));
  const managers = managersIn(lines);
  const [first] = lines;
  if (first === undefined || managers?.length === 0) return { tables: [], steps: [] };
  const name = "management plane protection";
  // Without any interface of management nothing is protected: where the last one is perhaps gone, nothing of it is certain.
  if (managers === undefined || managers.every(({ mayBeGone }) => mayBeGone)) {
    const reason = "who administers the device may do so by some interfaces only";
    return { tables: [], steps: [mayDrop({ name, reason, line: first }, context)] };
  }
  const at = [context.at(first)] as const;
  const any: Rule["match"] = { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } };
  const table: Table = {
    id: name,
    name,
    kind: "filter",
    rules: rulesOf(managers, interfaces, context),
    bound: true,
    at,
  };
  const otherwise: Rule = { id: "not covered", action: "permit", match: any, enabled: true, implicit: true, at };
  return { tables: [table], steps: [{ kind: "filter", name, tables: [name], otherwise, stateful: false, at }] };
}

/**
 * Those that stand at the end; `undefined` where statements say what is not understood. A statement about an interface that has
 * one may add to it or stand in its place, and one that takes away some of its protocols may take the whole away: neither is
 * documented, and what both readings say is certain.
 */
function managersIn(lines: readonly CiscoLine[]): Manager[] | undefined {
  const managers = new Map<string, Manager>();
  for (const line of lines) {
    const [, no, name = "", words = ""] = /^(no )?management-interface (\S+)(?: allow (.+))?$/.exec(line.text) ?? [];
    const id = interfaceName(name);
    const protocols = words === "" ? [] : words.split(" ");
    if (!protocols.every((one) => Object.hasOwn(PORTS, one))) return undefined;
    const former = managers.get(id);
    if (no === undefined) {
      if (words === "") return undefined;
      managers.set(id, added(former, { id, protocols, line }));
    } else if (words === "") managers.delete(id);
    else if (former !== undefined) managers.set(id, takenFrom(former, protocols));
  }
  return [...managers.values()];
}

function added(former: Manager | undefined, own: Pick<Manager, "id" | "protocols" | "line">): Manager {
  const before = [...(former?.protocols ?? []), ...(former?.perhaps ?? [])];
  return { ...own, perhaps: before.filter((one) => !own.protocols.includes(one)), mayBeGone: false };
}

function takenFrom({ protocols, perhaps, ...rest }: Manager, taken: readonly string[]): Manager {
  const left = [...protocols, ...perhaps].filter((one) => !taken.includes(one));
  return { ...rest, protocols: [], perhaps: left, mayBeGone: true };
}

function rulesOf(managers: readonly Manager[], interfaces: readonly BoundInterface[], context: CiscoContext): Rule[] {
  const [{ line } = { line: undefined }] = managers;
  if (line === undefined) return [];
  const certain = interfaces
    .filter(({ interface: one }) => (one.kind === "routed" || one.svi === true) && !/^mgmt/i.test(one.router))
    .map(({ interface: one }) => one.id);
  const reason = "whether management plane protection is about these packets is not documented";
  const doubt = context.doubt(reason, line, { scope: "rule" });
  const both = { source: { kind: "any" }, destination: { kind: "any" } } as const;
  const ofIPv4 = { source: { kind: "any", family: 4 }, destination: { kind: "any", family: 4 } } as const;
  const at = [context.at(line)] as const;
  return [
    ...managers.flatMap((one) => permitsOf(one, context)),
    ...(certain.length === 0
      ? []
      : [
          {
            id: "by others",
            action: "deny" as const,
            match: { ...ofIPv4, ingress: certain, service: EVERY },
            enabled: true,
            implicit: true,
            at,
          },
        ]),
    {
      id: "perhaps covered",
      action: "deny",
      match: { ...both, service: { kind: "union", of: [EVERY, { kind: "protocol", protocol: 6 }] } },
      enabled: true,
      implicit: true,
      doubts: [{ doubt, effect: "narrows" }],
      at,
    },
  ];
}

function permitsOf({ id, protocols, perhaps, line }: Manager, context: CiscoContext): Rule[] {
  const any = { kind: "any" } as const;
  const permit = (name: string, taken: readonly string[]): Rule => {
    const service: ServiceExpression = { kind: "union", of: taken.flatMap((one) => PORTS[one] ?? []) };
    const match = { source: any, destination: any, ingress: [id], service };
    return { id: name, action: "permit", match, enabled: true, at: [context.at(line)] };
  };
  if (perhaps.length === 0) return [permit(`by ${id}`, protocols)];
  const reason = `which protocols of management ${id} takes differs with how several statements about it are read`;
  const doubt = context.doubt(reason, line, { scope: "rule" });
  const open: Rule = { ...permit(`perhaps by ${id}`, perhaps), doubts: [{ doubt, effect: "narrows" }] };
  return [...(protocols.length === 0 ? [] : [permit(`by ${id}`, protocols)]), open];
}
