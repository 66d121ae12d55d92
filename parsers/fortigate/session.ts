/** What prompts and commands of a captured session tell of the tables between them: of which device, and how much of each. */
import { topSection } from "./statements.js";

/** A line of a session, so far as it was understood. */
export interface SessionLine {
  /** Whose prompt stands before a statement or a command. */
  readonly host?: string | undefined;
  /** The command, where it is none that changes anything. */
  readonly command?: string | undefined;
}

/** Where it was typed: in which table, and whether in a row of it. */
export interface SessionPlace {
  readonly start: number;
  readonly table: string;
  readonly isInRow: boolean;
}

/** Stands for all tables. */
const EVERYTHING = "";
/** What holds all tables of the device or of a VDOM. */
const HOLDERS: ReadonlySet<string> = new Set([EVERYTHING, "global", "vdom"]);

/** Tables whose rows count only where something names them, and are then missed. */
const NAMED = /^firewall (?:address6?|addrgrp6?|multicast-address6?|service .*|schedule .*)$/;

export class Session {
  private host: string | undefined;
  private domain: string | undefined;
  private readonly whole = new Set<string>();
  private readonly parts = new Map<string, number>();
  private other: number | undefined;

  /** Offset of the first line on another device than before, or about another VDOM (`sudo VDOM show …`). */
  get elsewhere(): number | undefined {
    return this.other;
  }

  /** Offset of the first command that shows some rows of a table that decides about packets, and none shows all of them. */
  get part(): number | undefined {
    if (this.whole.has(EVERYTHING)) return undefined;
    for (const [table, start] of this.parts) if (!this.whole.has(table)) return start;
    return undefined;
  }

  notice({ host, command }: SessionLine, place: SessionPlace): void {
    if (host !== undefined) {
      this.host ??= host;
      if (host !== this.host) this.other ??= place.start;
    }
    if (command === undefined) return;
    const sudo = /^sudo\s+(\S+)\s+/.exec(command);
    if (sudo) {
      this.domain ??= sudo[1];
      if (sudo[1] !== this.domain) this.other ??= place.start;
    }
    this.shown(command.slice(sudo?.[0].length ?? 0), place);
  }

  /** `show [full-configuration] [TABLE [ROW]] [| grep …]` (Fortinet, CLI reference, show). */
  private shown(command: string, { start, table, isInRow }: SessionPlace): void {
    const [printed = "", filter] = command.split("|", 2);
    const [verb, ...words] = printed.trim().replaceAll('"', "").split(/\s+/);
    if (verb !== "show") return;
    if (words[0] === "full-configuration") words.shift();
    const name = words.join(" ");
    const isTable = words.length > 0 && topSection(name) !== undefined;
    const before = words.slice(0, -1).join(" ");
    const open = HOLDERS.has(table) ? EVERYTHING : table;
    const about = isTable ? name : topSection(before) ? before : open;
    const isWhole = filter === undefined && (isTable || (words.length === 0 && !(isInRow && about !== EVERYTHING)));
    if (isWhole) this.whole.add(about);
    else if (about === EVERYTHING ? words.length === 0 : decides(about))
      this.parts.set(about, this.parts.get(about) ?? start);
  }
}

function decides(table: string): boolean {
  return topSection(table)?.kept === true && !NAMED.test(table);
}
