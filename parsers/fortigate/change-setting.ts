/** `set`, `append`, `unselect`, `unset`, `clear`: what each makes of a key. */
import type { Lexer } from "./lexer.js";
import { added, type Block, type Setting, settingOf } from "./tree.js";

/** Keys of addresses that have no empty value: the device refuses it, while their default is every address. */
const NEVER_EMPTY = new Set(["subnet", "wildcard", "ip6", "extip"]);

/**
 * Applies the statement the lexer stands on to a row or singleton (reference/fortios.md 1.2): `set` and `select` replace
 * the whole value, `append` adds to a list, `unselect` takes away, `unset` returns to the default, `clear` empties. `set KEY ''` is how `show full-configuration` prints a list or a name
 * that is not set.
 * @param key the key it names. @returns what the key was before, "nothing" where it was not set; undefined when the statement is
 * none of these.
 */
export function changeSetting(block: Block, key: string, lexer: Lexer): Setting | "nothing" | undefined {
  const verb = lexer.word(0) ?? "";
  const before = settingOf(block, key);
  const given = readSetting(key, lexer);
  const isEmpty = given.values.length === 1 && given.values[0] === "" && !NEVER_EMPTY.has(key);
  if (verb === "set" || verb === "select") replace(block, before, isEmpty ? undefined : given);
  else if (verb === "append" && isEmpty) return before ?? "nothing";
  else if (verb === "append") replace(block, before, before ? joined(before, given) : given);
  else if (verb === "unselect") {
    if (before) replace(block, before, without(before, given));
  } else if (verb === "unset" || verb === "clear") replace(block, before, undefined);
  else return undefined;
  return before ?? "nothing";
}

function replace(block: Block, before: Setting | undefined, after: Setting | undefined): void {
  if (!before) {
    if (after) block.settings = added(block.settings, after);
    return;
  }
  const index = block.settings.indexOf(before);
  if (after) block.settings[index] = after;
  else block.settings.splice(index, 1);
}

/** Lists that `joined` made, which nothing else holds: a script may append thousands of times, and each would copy all. */
const GROWING = new WeakMap<readonly string[], { readonly values: string[]; readonly spans: number[] }>();

function joined(before: Setting, given: Setting): Setting {
  const lists = GROWING.get(before.values) ?? { values: [...before.values], spans: [...spansOf(before)] };
  for (const value of given.values) lists.values.push(value);
  for (const offset of spansOf(given)) lists.spans.push(offset);
  GROWING.set(lists.values, lists);
  return placed(given, lists.values, lists.spans);
}

/** The statement `given` with these values, which earlier ones wrote in part. */
function placed(given: Setting, values: readonly string[], spans: readonly number[]): Setting {
  return { ...given, values, spans, from: spans[0] ?? given.start, to: spans[1] ?? given.end };
}

/** A setting of its own: what is appended to one is not appended to the other. */
export function copySetting(setting: Setting): Setting {
  return GROWING.has(setting.values) ? placed(setting, [...setting.values], [...spansOf(setting)]) : setting;
}

function without(before: Setting, given: Setting): Setting {
  const kept = before.values
    .map((_, index) => index)
    .filter((index) => !given.values.includes(before.values[index] ?? ""));
  const spans = spansOf(before);
  return placed(
    given,
    kept.map((index) => before.values[index] ?? ""),
    kept.flatMap((index) => spans.slice(2 * index, 2 * index + 2)),
  );
}

/** The setting that the statement would make, were it a `set`. */
function readSetting(key: string, lexer: Lexer): Setting {
  const { start, end } = lexer;
  const values = lexer.wordsFrom(2);
  return {
    key,
    values,
    from: lexer.startOf(2) ?? start,
    to: lexer.endOf(2) ?? end,
    spans: values.length > 1 ? lexer.spansFrom(2) : undefined,
    start,
    end,
  };
}

function spansOf(setting: Setting): readonly number[] {
  if (setting.spans) return setting.spans;
  return setting.values.length > 0 ? [setting.from, setting.to] : [];
}
