/** Commands that a device enters by itself, at a time or when something happens: they change what passes as those in the file do. */
import { topSection } from "../statements.js";
import { type Block, rowsOf, textOf, valuesOf } from "../tree.js";
import type { Context } from "./context.js";
import { rowsIn, tablesIn, type Vdoms } from "./vdoms.js";

/** Commands that show, test, store or restart, and configure nothing (Fortinet, CLI reference, execute). */
const HARMLESS = /^(?:get|show|diag\w*|fnsysctl|end|next|abort|exit|quit|edit|alias)(?: |$)/;
const EXECUTED =
  /^exe\w* (?:backup|ping\S*|trace\S*|reboot|shutdown|log|ha|update-\S+|tac|time|date|ssh|telnet|dhcp6?|forticloud\S*|fortiguard\S*|central-mgmt|clear|disconnect\S*|sync-session|interface|router|vpn|sensor|switch-controller|wireless-controller|fctems|report|dns|enter)(?: |$)/;

const SCRIPTS = ["system auto-script", "system automation-action"];
/** Where scripts are. */
const OWN = new Set(["system auto-script", "system automation-action", "system automation-stitch"]);

/** Kinds of actions that have no script. */
const OTHERS = new Set(["email", "alert", "webhook", "system-actions", "fortiexplorer-notification"]);

/**
 * Doubts the device where a script that it runs by itself may configure more than what changes no packet: one of `system auto-script`
 * that starts by itself, and the action of an automation that is switched on (Fortinet, administration guide, CLI script action;
 * CLI reference, system auto-script).
 */
export function doubtOwnCommands(vdoms: Vdoms, context: Context): void {
  const holders = [...new Set([...vdoms.global, ...vdoms.all.flatMap((vdom) => vdom.holders)])];
  const timed = rowsIn(holders, "system auto-script").filter((row) => (textOf(row, "start") ?? "manual") !== "manual");
  const actions = rowsIn(holders, "system automation-action");
  const named = rowsIn(holders, "system automation-stitch").map(actionsOf);
  const isRead = named.every((names) => names.every((name) => actions.some((row) => row.name === name)));
  const used = new Set(named.flat());
  // Whatever another kind of action keeps of a script is of no use there; which kind it is may be spoilt.
  const run = actions.filter((row) => (!isRead || used.has(row.name)) && !OTHERS.has(textOf(row, "action-type") ?? ""));
  const tables = SCRIPTS.flatMap((name) => tablesIn(holders, name));
  for (const row of [...timed, ...run]) {
    const script = textOf(row, "script");
    // One that is not there was lost.
    const isHarmless = script === undefined ? isOfAnotherKind(row) : !mayConfigure(script);
    if (isHarmless) continue;
    const reason = `the device enters commands by itself that may change what passes ("${row.name}")`;
    // Reports show the lines of a doubt and those around it: lines of a script may hold passwords.
    const table = tables.find(({ rows }) => rows.includes(row)) ?? row;
    const at = context.places.range(table.start, table.start + "config".length);
    context.doubt({ reason, scope: "device", at });
  }
}

/** Whether a row without a script needs none. */
function isOfAnotherKind(row: Block): boolean {
  const kind = textOf(row, "start") ?? textOf(row, "action-type");
  return kind !== "auto" && kind !== "cli-script";
}

/** The actions of a stitch: a list of names in older releases, a table of their own since 7.0. */
function actionsOf(stitch: Block): readonly string[] {
  if (textOf(stitch, "status") === "disable") return [];
  return [...valuesOf(stitch, "action"), ...rowsOf(stitch, "actions").flatMap((one) => valuesOf(one, "action"))];
}

/** Whether commands may configure something that packets depend on. */
function mayConfigure(script: string): boolean {
  const inside: boolean[] = [];
  return script.split("\n").some((line) => {
    const command = line.trim().replace(/\s+/g, " ");
    const section = /^config (.+)$/.exec(command)?.[1]?.replaceAll('"', "");
    if (section !== undefined) {
      const isWithin = inside.some((isApart) => isApart);
      if (!isWithin && !isHolder(section) && !isApart(section)) return true;
      inside.push(isWithin || !isHolder(section));
      return false;
    }
    if (command === "end" || command === "abort") inside.pop();
    if (command === "" || command.startsWith("#") || inside.at(-1) === true) return false;
    return !HARMLESS.test(command) && !EXECUTED.test(command);
  });
}

/** What holds sections and is none. */
function isHolder(section: string): boolean {
  return section === "vdom" || section === "global";
}

/** Whether no packet depends on anything in a section. */
function isApart(name: string): boolean {
  // What is entered there is entered again by itself.
  if (OWN.has(name)) return false;
  const section = topSection(name);
  return section?.kind === "irrelevant" && (!section.kept || section.isApart === true);
}
