/** `line vty`: by which terminal lines people log in from the network (reference/cisco.md 4.1). */
import type { ManagementService } from "../../../../src/model/device.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { BoundInterface } from "../interface-draft.js";
import { takesInput } from "../transport-input.js";
import { type FoundLimit, findList, type Limit, type Limiting, limitedBy, limitIn } from "./service-limits.js";

/** What one line takes: the statements that hold of it, and the blocks that speak of it. */
interface Terminal {
  readonly blocks: readonly CiscoLine[];
  readonly input?: CiscoLine | undefined;
  readonly access?: CiscoLine | undefined;
  readonly access6?: CiscoLine | undefined;
  readonly rotary?: CiscoLine | undefined;
}

/** Statements by what of a line they set; `no` and `default` give back what the release does by itself. */
const STATEMENTS = {
  input: [/^transport input\b/, /^(?:no|default) transport input\b/],
  access: [/^access-class \S+ in\b/, /^(?:no|default) access-class(?: \S+)?(?: in\b|$)/],
  access6: [/^ipv6 access-class \S+ in\b/, /^(?:no|default) ipv6 access-class(?: \S+)?(?: in\b|$)/],
  rotary: [/^rotary \d+\b/, /^(?:no|default) rotary\b/],
} as const;

const KEYS = ["input", "access", "access6", "rotary"] as const;

const PORTS = { telnet: 23, ssh: 22 } as const;

/** To which the number of a rotary group is added: Telnet, raw TCP and binary Telnet to one of its lines (Cisco, reverse Telnet). */
const ROTARY_PORTS = [3000, 5000, 7000] as const;

const TCP = 6;

/** More lines than any device has: what a block says beyond is of none. */
const MOST_LINES = 4096;

/** A session takes the first free line, so what any of them allows is allowed. Lines that are alike are one service each. */
export function readTerminals(
  roots: readonly CiscoLine[],
  interfaces: readonly BoundInterface[],
  limiting: Limiting,
): ManagementService[] {
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
  const ids = (isDefault: boolean) =>
    interfaces.map((one) => one.interface).filter(({ router }) => (router === "default") === isDefault);
  const doors = { inside: ids(true).map(({ id }) => id), inVrfs: ids(false).map(({ id }) => id) };
  const ssh = beginning(roots, "ip ssh");
  return alike(terminals).flatMap((one) => servicesOf(one, { limitOf, doors, ssh }, limiting));
}

function opened(former: Terminal | undefined, block: CiscoLine): Terminal {
  const own: { -readonly [Key in keyof typeof STATEMENTS]?: CiscoLine | undefined } = { ...former };
  for (const line of block.children) {
    for (const key of KEYS) {
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
    const key = [...(one?.blocks ?? []), ...KEYS.map((name) => one?.[name])].map((line) => line?.number).join();
    if (one !== undefined && !kinds.has(key)) kinds.set(key, one);
  }
  return [...kinds.values()];
}

/** What all terminal lines have in common. */
interface Terminals {
  readonly limitOf: (limit: Limit) => FoundLimit;
  readonly doors: Doors;
  /** The statements about SSH. */
  readonly ssh: readonly CiscoLine[];
}

/** Interfaces of the global table, and those of VRFs. */
interface Doors {
  readonly inside: readonly string[];
  readonly inVrfs: readonly string[];
}

function servicesOf(terminal: Terminal, { limitOf, doors, ssh }: Terminals, limiting: Limiting): ManagementService[] {
  const { context } = limiting;
  const lines = KEYS.map((key) => terminal[key]);
  const at = [...terminal.blocks, ...lines].flatMap((line) => (line === undefined ? [] : [context.at(line)]));
  const allowed = terminal.input === undefined ? undefined : wordsOf(terminal.input).slice(2);
  const perDoor = limitsPerDoor(terminal, limitOf, doors, limiting);
  return (["telnet", "ssh"] as const).flatMap((service) => {
    // What a line allows that says nothing differs between releases (reference/cisco.md 10.9).
    const isOn = allowed && takesInput(service, allowed);
    return portsOf(service, terminal.rotary, ssh).flatMap(({ port, isSure }) => {
      const enabled = isOn === true && !isSure ? undefined : isOn;
      return perDoor.map(({ limits, interfaces }) => {
        const where = interfaces === undefined ? {} : { interfaces };
        return { service, enabled, port, ...where, ...limitedBy(limits, { protocol: TCP, port }), at };
      });
    });
  });
}

/** The usual port, and those of the rotary group that the line is in. Whether SSH answers at those of Telnet differs. */
function portsOf(service: "telnet" | "ssh", rotary: CiscoLine | undefined, ssh: readonly CiscoLine[]) {
  const usual = { port: PORTS[service], isSure: true };
  if (rotary === undefined) return [usual];
  const group = Number(wordsOf(rotary)[1]);
  const ports = ROTARY_PORTS.map((base) => ({ port: base + group, isSure: service === "telnet" }));
  return [usual, ...ports, ...(service === "ssh" ? sshPorts(group, ssh) : [])];
}

/** `ip ssh port P rotary FIRST [LAST]`: the port of the first group, the next one of the second. */
function sshPorts(group: number, ssh: readonly CiscoLine[]) {
  const ports = new Map<string, number>();
  for (const { text } of ssh) {
    const [, no, port = "", first, last = first] =
      /^(no )?ip ssh port (\d+)(?: rotary (\d+)(?: (\d+))?)?$/.exec(text) ?? [];
    if (no !== undefined) ports.delete(port);
    else if (Number(first) <= group && group <= Number(last)) ports.set(port, Number(port) + group - Number(first));
  }
  return [...ports.values()].map((port) => ({ port, isSure: true }));
}

/**
 * The lists of a line where it may refuse what comes in by VRFs: without `vrf-also` one does, as far as known (reference/cisco.md
 * 4.1), so that what it permits gets in there perhaps. With `vrfname` it is about one VRF, and what it does to others is not told.
 */
function limitsPerDoor(
  { access, access6 }: Terminal,
  limitOf: (limit: Limit) => FoundLimit,
  { inside, inVrfs }: Doors,
  limiting: Limiting,
): { readonly limits: readonly FoundLimit[]; readonly interfaces?: readonly string[] }[] {
  const named = [
    { limit: limitIn(4, access, 1), line: access },
    { limit: limitIn(6, access6, 2), line: access6 },
  ];
  const limits = named.map(({ limit, line }) => {
    const [, condition] = / in (?!vrf-also$)(.+)$/.exec(line?.text ?? "") ?? [];
    return line === undefined || condition === undefined ? limitOf(limit) : ofSome(limit.family, line, limiting);
  });
  const isSplit = named.some(({ line }, index) => limits[index]?.sources !== undefined && isGlobal(line));
  if (!isSplit || inVrfs.length === 0) return [{ limits }];
  const there = limits.map((found, index) => {
    const line = named[index]?.line;
    return line !== undefined && isGlobal(line) ? perhaps(found, line, limiting) : found;
  });
  return [
    { limits, interfaces: inside },
    { limits: there, interfaces: inVrfs },
  ];
}

function isGlobal(line: CiscoLine | undefined): boolean {
  return line !== undefined && !/ (?:vrf-also|vrfname)\b/.test(line.text);
}

function perhaps({ family, sources }: FoundLimit, line: CiscoLine, { context }: Limiting): FoundLimit {
  if (sources === undefined) return { family, sources };
  const reason = "an access class without vrf-also may refuse what comes in by the interface of a VRF";
  const doubt = context.doubt(reason, line, { scope: "match" });
  return {
    family,
    sources: (asked) => ({
      kind: "unknown",
      doubt,
      lower: { kind: "none" },
      upper: sources(asked),
      at: context.at(line),
    }),
  };
}

function ofSome(family: 4 | 6, line: CiscoLine, { context }: Limiting): FoundLimit {
  const reason = / vrfname /.test(line.text)
    ? "an access class is about what comes in by one VRF: whom it keeps away elsewhere is not computed"
    : "an access class has words that were not understood: whom it keeps away is not known";
  const doubt = context.doubt(reason, line, { scope: "match" });
  const upper = { kind: "any" as const, family };
  return { family, sources: () => ({ kind: "unknown", doubt, lower: { kind: "none" }, upper, at: context.at(line) }) };
}
