/** Bridges: which interfaces are their ports, and on which interface their packets are filtered. */
import { child, children, type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";

/** Part of a bridge. `port`: packets come in there and are bridged; otherwise the interface that stands for all its ports. */
export interface BridgePart {
  readonly name: string;
  readonly port: boolean;
  /** The assigned interface that stands for the bridge. */
  readonly over: string | undefined;
}

/**
 * Parts by the id of their interface. Members are written as ids, in some files as devices. A member that is not filtered on
 * (`net.link.bridge.pfil_member` is 0), with filtering on the bridge instead (`pfil_bridge` is 1), leaves rules of the bridge's
 * own interface as the ones that count; as shipped it is the other way round.
 */
export function readBridges(context: Context): ReadonlyMap<string, BridgePart> {
  const assigned = child(context.root, "interfaces")?.children ?? [];
  const parts = new Map<string, BridgePart>();
  for (const bridge of children(child(context.root, "bridges"), "bridged")) {
    const name = textOf(bridge, "bridgeif") || "bridge";
    const over = assigned.find((each) => textOf(each, "if") === name)?.name;
    const members = new Set(membersOf(bridge));
    const ports = assigned.filter((each) => members.has(each.name) || members.has(textOf(each, "if")));
    for (const each of ports) parts.set(each.name, { name, port: true, over });
    if (over !== undefined && !parts.has(over)) parts.set(over, { name, port: false, over: undefined });
  }
  return parts;
}

/** Bridges that name no member, or one that is no interface of the file: which networks they join is then not known. */
export function unreadBridges({ root }: Context): Element[] {
  const assigned = child(root, "interfaces")?.children ?? [];
  const known = new Set(assigned.flatMap((each) => [each.name, textOf(each, "if")]));
  return children(child(root, "bridges"), "bridged").filter((bridge) => {
    const members = membersOf(bridge);
    // OPNsense writes an empty row where there is no bridge.
    return bridge.children.length > 0 && (members.length === 0 || !members.every((member) => known.has(member)));
  });
}

function membersOf(bridge: Element): string[] {
  const words = [...textOf(bridge, "members").split(","), ...children(bridge, "member").map((each) => each.text)];
  return words.map((word) => word.trim()).filter((word) => word !== "");
}

/**
 * Whether pfSense takes an interface for the port of a bridge where it writes `antispoof` and the block of private networks: it looks
 * for the id anywhere in the list of members, so that `opt1` is one beside `opt10` (filter.inc: `stristr`, all releases).
 */
export function isTakenForPort({ root }: Context, id: string): boolean {
  const bridges = children(child(root, "bridges"), "bridged");
  return bridges.some((bridge) => textOf(bridge, "members").toLowerCase().includes(id.toLowerCase()));
}

/** Notes what is open on an interface that is part of a bridge. */
export function bridgeDoubt(context: Context, id: string, part: BridgePart | undefined, element: Element): void {
  if (part === undefined || (!part.port && filtersOnBridge(context))) return;
  const reason = part.port
    ? `${id} is part of a bridge: what passes inside it is not judged`
    : `${id} is a bridge: what passes it is filtered on its ports`;
  context.doubt("interfaces", reason, element, [id], { addressesKnown: true });
}

function filtersOnBridge(context: Context): boolean {
  return tunable(context, "pfil_member") === "0" && tunable(context, "pfil_bridge") === "1";
}

function tunable({ root }: Context, name: string): string | undefined {
  const items = children(child(root, "sysctl"), "item");
  const found = items.filter((item) => textOf(item, "tunable") === `net.link.bridge.${name}`);
  return found.length === 1 && found[0] ? textOf(found[0], "value") : undefined;
}
