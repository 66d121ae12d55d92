/** Statements of IOS-XR that stand in one line, with the blocks they belong to (`ipv4 access-list A 10 permit …`). */
import type { CiscoLine } from "../../tree.js";

const NAME =
  /^interface (?:preconfigure )?[A-Za-z][A-Za-z-]*\s?\d\S*(?: (?:l2transport|point-to-point|multipoint))?(?= |$)/;

/** How the blocks are opened that a line may go through, from the outermost. One between others may be left out. */
const BLOCKS: readonly (readonly RegExp[])[] = [
  [NAME],
  [/^ipv[46] access-list (?!log-update |maximum )\S+(?= |$)/],
  [/^object-group (?:network ipv[46]|port) \S+(?= |$)/],
  [/^router static(?= |$)/, /^vrf \S+(?= |$)/, /^address-family ipv[46] (?:unicast|multicast)(?= |$)/],
  [/^vrf \S+(?= |$)/, /^address-family ipv[46] \S+(?= |$)/, /^(?:import|export) route-target(?= |$)/],
  [/^line (?:default|console|template \S+)(?= |$)/],
  [
    /^control-plane(?= |$)/,
    /^management-plane(?= |$)/,
    /^(?:inband|out-of-band)(?= |$)/,
    /^interface \S+(?= |$)/,
    /^allow \S+(?: peer)?(?= |$)/,
  ],
  [
    /^router (?:hsrp|vrrp)(?= |$)/,
    /^interface \S+(?= |$)/,
    /^address-family ipv[46](?= |$)/,
    /^(?:hsrp|vrrp) \d+(?: version \d)?(?= |$)/,
  ],
  [/^l2vpn(?= |$)/, /^bridge group \S+(?= |$)/, /^bridge-domain \S+(?= |$)/],
];

/** The same statements as a tree that has each in its block; `no` goes to the statement it is about. */
export function unfoldLines(roots: readonly CiscoLine[]): CiscoLine[] {
  return roots.map((root) => {
    const text = root.text.replace(/^no /, "");
    const levels = BLOCKS.find(([outermost]) => outermost?.test(text));
    return levels === undefined ? root : unfold(root, levels);
  });
}

function unfold(line: CiscoLine, levels: readonly RegExp[], parent?: CiscoLine): CiscoLine {
  const no = /^no /.exec(line.text)?.[0] ?? "";
  const text = line.text.slice(no.length);
  const level = levels.findIndex((pattern) => pattern.test(text));
  const head = levels[level]?.exec(text)?.[0] ?? text;
  const inner = level < 0 ? [] : levels.slice(level + 1);
  const rest = text.slice(head.length).trimStart();
  const isWhole = rest === "" || line.children.length > 0;
  if (isWhole && inner.length === 0) return line;
  const { number, indent } = line;
  const own = { number, indent, text: isWhole ? line.text : head, children: [] as CiscoLine[] };
  const copy: CiscoLine = parent === undefined ? own : { ...own, parent };
  const children = isWhole ? line.children : [restOf(line, `${no}${rest}`, copy)];
  for (const child of children) own.children.push(unfold(child, inner, copy));
  return copy;
}

/** What stands behind the words that open a block, at its place. */
function restOf({ number, indent, text }: CiscoLine, statement: string, parent: CiscoLine): CiscoLine {
  return { number, indent: indent + text.length - statement.length, text: statement, children: [], parent };
}
