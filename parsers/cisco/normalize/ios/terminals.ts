/** `line vty`: by which terminal lines people log in from the network (reference/cisco.md 4.1). */
import type { ManagementService } from "../../../../src/model/device.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import { type FoundLimit, findList, type Limit, type Limiting, limitedBy, limitIn } from "./service-limits.js";

/** What one line takes: the statements that hold of it, and the blocks that speak of it. */
interface Terminal {
  readonly blocks: readonly CiscoLine[];
  readonly input?: CiscoLine | undefined;
  readonly access?: CiscoLine | undefined;
  readonly access6?: CiscoLine | undefined;
}

/** Statements by what of a line they set; `no` and `default` give back what the release does by itself. */
const STATEMENTS = {
  input: [/^transport input\b/, /^(?:no|default) transport input\b/],
  access: [/^access-class \S+ in\b/, /^(?:no|default) access-class(?: \S+)?(?: in\b|$)/],
  access6: [/^ipv6 access-class \S+ in\b/, /^(?:no|default) ipv6 access-class(?: \S+)?(?: in\b|$)/],
} as const;

const PORTS = { telnet: 23, ssh: 22 } as const;

const TCP = 6;

/** More lines than any device has: what a block says beyond is of none. */
const MOST_LINES = 4096;

/** A session takes the first free line, so what any of them allows is allowed. Lines that are alike are one service each. */
export function readTerminals(roots: readonly CiscoLine[], limiting: Limiting): ManagementService[] {
  const terminals = new Map<number, Terminal>();
  for (const line of beginning(roots, "line")) {
    const [, no, from, to] = /^(no )?line\s+vty\s+(\d+)(?:\s+(\d+))?/i.exec(line.text) ?? [];
    if (/^(?:no )?line\s/i.test(line.text)) limiting.context.markBlock(line, "modelled");
    if (from === undefined) continue;
    for (let number = Number(from); number <= Math.min(Number(to ?? from), MOST_LINES); number++) {
      if (no === undefined) terminals.set(number, opened(terminals.get(number), line));
      else terminals.delete(number);
    }
  }
  const limits = new Map<CiscoLine, FoundLimit>();
  const limitOf = (one: Limit): FoundLimit => {
    const found = (one.line && limits.get(one.line)) ?? findList(one, limiting);
    if (one.line !== undefined) limits.set(one.line, found);
    return found;
  };
  return alike(terminals).flatMap((one) => servicesOf(one, limitOf, limiting));
}

function opened(former: Terminal | undefined, block: CiscoLine): Terminal {
  const own: { -readonly [Key in keyof typeof STATEMENTS]?: CiscoLine | undefined } = { ...former };
  for (const line of block.children) {
    for (const key of ["input", "access", "access6"] as const) {
      const [set, unset] = STATEMENTS[key];
      if (set.test(line.text)) own[key] = line;
      else if (unset.test(line.text) && isAbout(own[key], line)) own[key] = undefined;
    }
  }
  return { ...own, blocks: [...(former?.blocks ?? []), block] };
}

/** A statement that takes a list away names it, or none: of another one there is nothing to take away. */
function isAbout(former: CiscoLine | undefined, { text }: CiscoLine): boolean {
  const [, name] = /access-class (\S+) in\b/.exec(text) ?? [];
  return name === undefined || former?.text.includes(`access-class ${name} in`) === true;
}

/** One of each kind, in the order of their numbers. */
function alike(terminals: ReadonlyMap<number, Terminal>): Terminal[] {
  const kinds = new Map<string, Terminal>();
  for (const number of [...terminals.keys()].sort((a, b) => a - b)) {
    const one = terminals.get(number);
    const key = [...(one?.blocks ?? []), one?.input, one?.access, one?.access6].map((line) => line?.number).join();
    if (one !== undefined && !kinds.has(key)) kinds.set(key, one);
  }
  return [...kinds.values()];
}

function servicesOf(
  { blocks, input, access, access6 }: Terminal,
  limitOf: (limit: Limit) => FoundLimit,
  { context }: Limiting,
): ManagementService[] {
  const limits = [limitIn(4, access, 1), limitIn(6, access6, 2)].map(limitOf);
  const at = [...blocks, input, access, access6].flatMap((line) => (line === undefined ? [] : [context.at(line)]));
  const allowed = input === undefined ? undefined : wordsOf(input).slice(2);
  return (["telnet", "ssh"] as const).map((service) => {
    // What a line allows that says nothing differs between releases (reference/cisco.md 10.9).
    const enabled = allowed === undefined ? undefined : allowed.includes("all") || allowed.includes(service);
    const port = PORTS[service];
    return { service, enabled, port, ...limitedBy(limits, { protocol: TCP, port }), at };
  });
}
