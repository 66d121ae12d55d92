/** Commands that a device enters by itself, when something happens or at a time: they change what passes as those in the file do. */
import { END_OF_JOB } from "../modes.js";
import type { Statement } from "../statements.js";
import { type CiscoLine, withDescendants } from "../tree.js";
import { beginning } from "./beginning.js";
import type { CiscoContext } from "./context.js";
import { passesBroadcasts } from "./kept-broadcasts.js";

/** The row that a statement begins with, wherever it stands. */
type Known = (text: string) => Statement | undefined;

/** Commands that show, store, test or answer, and configure nothing. */
const HARMLESS =
  /^(?:en|enable|disable|end|end-job|exit|quit|sh|show|wr|write|copy (?:\/\S+ )*(?:system:)?\/?(?:run|start)\S*(?! (?:system:)?\/?run)|clear(?! conf)|ping|traceroute|term|terminal|debug|undebug|un|send|more|dir|del|delete|rename|mkdir|verify|reload|archive|checkpoint|request|event manager run|y|yes|n|interface|line)(?: |$)/i;
const CONFIGURES = /^conf(?:i(?:g(?:u(?:re?)?)?)?)?(?: t(?:e(?:r(?:m(?:i(?:n(?:al?)?)?)?)?)?)?)?$/i;
/** What they apply is written elsewhere. */
const APPLIES = /^(?:no )?(?:macro|source template)\b/i;

/** What an action of IOS-XR runs, and a program that it keeps running (Programmability guides: EEM scripts, process scripts). */
const PROGRAM = /^(?:type script|process-script)\b/;

const WHY = "the device enters commands by itself that may change what passes";

/** Doubts applets, scripts and commands at a time that may configure more than what changes no packet. */
export function doubtScripts(roots: readonly CiscoLine[], known: Known, context: CiscoContext): void {
  // An ASA is configured without a command that begins it.
  const isConfiguring = context.platform === "asa";
  for (const block of beginning(roots, "event", "kron", "scheduler", "appmgr")) {
    const under = withDescendants(block).slice(1);
    const place = /^event manager policy \S+(?!.* type system)/.test(block.text)
      ? block
      : (under.find(({ text }) => PROGRAM.test(text)) ?? firstChange(under, known, isConfiguring));
    if (place !== undefined) context.doubt(WHY, place, { scope: "device" });
    // Without its end everything behind it may belong to it.
    if (/^scheduler job name /.test(block.text) && !block.children.some(({ text }) => text === END_OF_JOB))
      context.doubt(`where "${block.text}" ends is not in the file`, block, { scope: "device" });
  }
}

/** The first command of an applet, or of a list of commands, that may change what passes. */
function firstChange(lines: readonly CiscoLine[], known: Known, isConfiguring: boolean): CiscoLine | undefined {
  let configures = isConfiguring;
  const changes = (command: string): boolean => {
    if (HARMLESS.test(command)) return false;
    if (CONFIGURES.test(command)) {
      configures = true;
      return false;
    }
    if (!configures || APPLIES.test(command) || passesBroadcasts(command)) return true;
    return known(command)?.treatment !== "irrelevant";
  };
  return lines.find((line) => commandsOf(line).some(changes));
}

/**
 * `action 1.0 cli command "…" pattern "…"` of applets, on NX-OS without `command`; `cli …` of a list, whole lines of a job of NX-OS
 * (Cisco, NX-OS command scheduler). Several have ` ; ` between them.
 */
function commandsOf({ text, parent }: CiscoLine): string[] {
  const isOfJob = parent?.text.startsWith("scheduler job ") === true;
  const rest = isOfJob ? text : /^(?:action \S+ +)?cli +(?:command +|local +)?(.*)$/.exec(text)?.[1];
  if (rest === undefined) return [];
  const commands = (/^"([^"]*)"/.exec(rest)?.[1] ?? rest).split(";");
  return commands.map((one) => one.trim().replace(/^do +/i, "")).filter((one) => one !== "");
}
