/** Files that were put together by hand: of two devices, whose tables would be read as one, or of some rows of a table. */
import type { ParsedText } from "../parse.js";
import { type Block, configOf } from "../tree.js";
import type { Context } from "./context.js";

const HEADER = "#config-version=";

/** Reports and doubts a file with a second header, with prompts of a second device, or with a second name of the device. @returns whether it is one. */
export function doubtSecond({ root, session: { elsewhere } }: ParsedText, context: Context): boolean {
  const second = secondHeader(context.places.text) ?? elsewhere ?? secondName(root, context.places.text);
  if (second === undefined) return false;
  const at = context.places.range(second, second + HEADER.length);
  context.diagnostics.add("fortigate/second-configuration", at, {
    expected: "one configuration in a file",
    help: "put the second one into a file of its own",
  });
  context.doubtPart("two configurations stand in one file, and cannot be told apart", at);
  return true;
}

function secondHeader(text: string): number | undefined {
  const first = text.indexOf(HEADER);
  const second = first < 0 ? -1 : text.indexOf(`\n${HEADER}`, first + HEADER.length);
  return second < 0 ? undefined : second + 1;
}

const NAME = /^[ \t]*set[ \t]+hostname[ \t]+(\S.*?)\s*$/m;

/** Where a later stretch of `system global` gives the device another name. */
function secondName(root: Block, text: string): number | undefined {
  const tables = [root, configOf(root, "global")].flatMap(
    (holder) => (holder && configOf(holder, "system global")) ?? [],
  );
  const stretches = tables.flatMap(({ start, end, later }) => [start, end, ...later]);
  if (stretches.length <= 2) return undefined;
  let name: string | undefined;
  for (let index = 0; index < stretches.length; index += 2) {
    const found = NAME.exec(text.slice(stretches[index], stretches[index + 1]))?.[1]?.replaceAll('"', "");
    name ??= found;
    if (found !== undefined && found !== name) return stretches[index];
  }
  return undefined;
}

/** Marks the lines that `show | grep -f` found; it prints their rows, and no others (Fortinet, technical tip on grep). */
const FOUND = " <---";
const FOUND_LINE = /^[ \t]*(?:set|append|edit|config)\b.* <---[ \t\r]*$/m;

/** Doubts a file that says itself that it has only some rows of a table. @returns whether it is one. */
export function doubtPart({ session: { part } }: ParsedText, context: Context): boolean {
  const { text } = context.places;
  const found = text.includes(FOUND) ? text.search(FOUND_LINE) : -1;
  const start = part ?? (found < 0 ? undefined : found);
  if (start === undefined) return false;
  const at = context.places.range(start, start + 1);
  context.diagnostics.add("fortigate/part-of-table", at, { help: "show the whole table" });
  context.doubtPart("only some rows of a table are in the file", at);
  return true;
}

/** A section of a backup in YAML: `firewall_policy:`. */
const YAML = /^(?:system|firewall|router)_\w+:[ \t\r]*$/m;

/** Reports a file without any section; backups in YAML hold them in another form (Fortinet, CLI reference, execute backup). */
export function reportNothing({ places, diagnostics }: Context): void {
  const help = '"execute backup config" writes what is read here; this is of "execute backup yaml-config"';
  diagnostics.add("fortigate/no-configuration", places.range(0, 0), YAML.test(places.text) ? { help } : {});
}
