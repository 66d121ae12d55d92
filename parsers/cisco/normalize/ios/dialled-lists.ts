/** Lists that a server may send for who dials in: they stand in place of those of the interface. */
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import { interfaceName } from "../interface-name.js";
import { standingOf } from "../taken-back.js";
import type { IosDraft } from "./interface-draft.js";

/** What of a file sends lists for those who dial in. */
export interface DialledLists {
  /** Names of the lists of methods (`aaa authorization network NAME`) that ask a server, or that attributes of the file may answer. */
  readonly served: ReadonlySet<string>;
  /** What of a profile of IPsec asks such a list, by the Virtual-Template whose copies its peers come in by. */
  readonly asked: ReadonlyMap<string, CiscoLine>;
}

export function readDialledLists(roots: readonly CiscoLine[]): DialledLists {
  const networks = beginning(roots, "aaa", "default").filter(({ text }) => NETWORK.test(text));
  const mayAnswer = beginning(roots, "aaa").some(({ text }) => text.startsWith("aaa attribute list "));
  const served = new Set<string>();
  for (const { text } of standingOf(networks)) {
    const [, name, methods = ""] = NETWORK.exec(text) ?? [];
    if (name !== undefined && (mayAnswer || /\bgroup\b/.test(methods))) served.add(name);
  }
  const asked = new Map<string, CiscoLine>();
  for (const { text, children } of beginning(roots, "crypto")) {
    if (!/^crypto (?:ikev2|isakmp) profile /.test(text)) continue;
    const line = children.find((one) => asks(one.text, served));
    const template = children.flatMap((one) => /^virtual-template (\d+)/.exec(one.text)?.[1] ?? []).at(-1);
    if (line !== undefined && template !== undefined) asked.set(interfaceName(`Virtual-Template${template}`), line);
  }
  return { served, asked };
}

const NETWORK = /^(?:(?:no|default) )?aaa authorization network (\S+)(?: (.*))?$/;
/** With `cached`, what the server sent as it let them in. */
const ASKS = /^(?:aaa authorization (?:user|group) (?:.* )?(?:cached|list (\S+))|isakmp authorization list (\S+))/;

function asks(text: string, served: ReadonlySet<string>): boolean {
  const found = ASKS.exec(text);
  if (found === null) return false;
  const name = found[1] ?? found[2];
  return name === undefined || served.has(name);
}

/**
 * A server that says what those may do who dial in (PPP, IPsec with a Virtual-Template) may send lists for the copy of the
 * interface that each of them gets, in place of its own (Cisco IOS Dial Technologies: per-user configuration, `ip:inacl`;
 * FlexVPN: AAA attributes).
 */
export function doubtDialledLists(draft: IosDraft, { served, asked }: DialledLists): void {
  if (draft.bindings.length === 0) return;
  const line = asked.get(draft.id) ?? dialledBy(draft, served);
  if (line !== undefined)
    draft.doubts.push({ text: "a server may send lists for who dials in, which stand in place of those here", line });
}

/** The statement by which a peer of PPP logs in, where what it may do is asked of a server. */
function dialledBy({ lines }: IosDraft, served: ReadonlySet<string>): CiscoLine | undefined {
  if (served.size === 0) return undefined;
  const statements = lines.flatMap(({ children }) => children);
  const named = statements.flatMap(({ text }) => /^ppp authorization (\S+)/.exec(text)?.[1] ?? []).at(-1);
  if (!served.has(named ?? "default")) return undefined;
  return statements.find(({ text }) => /^ppp authentication\b/.test(text));
}
