/** Texts of configurations made fit for a draft: no secret, nothing that is not seen, no longer than a line takes. */
import { maskLine } from "../source/mask.js";
import { cutToWidth, visible } from "../source/visible.js";

/** No description that is read is longer. */
const MOST_COLUMNS = 72;

/** A description or name as a comment may show it, cut to so many columns; empty where nothing is left. */
export function shownText(text: string, columns = MOST_COLUMNS): string {
  return cutToWidth(visible(maskLine(text)).replace(/\s+/g, " ").trim(), columns);
}

/** Names longer than this are cut where a word ends. */
const LONGEST_NAME = 32;

/** A text as a name of the map: `Z-OPS site operations` becomes `z-ops-site-operations`; empty where it has no letter. */
export function nameOf(text: string): string {
  const words = shownText(text)
    .normalize("NFC")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  let name = "";
  for (const word of words) {
    if (name !== "" && name.length + word.length + 1 > LONGEST_NAME) break;
    name = name === "" ? word.slice(0, LONGEST_NAME) : `${name}-${word}`;
  }
  return /\p{L}/u.test(name) ? name : "";
}

/** The name of an object as the name of a host: `SRV ERP/1` becomes `SRV-ERP-1`. */
export function hostNameOf(text: string): string {
  const name = shownText(text)
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[._-]+|[._-]+$/g, "");
  return /\p{L}/u.test(name) && !/^[\d.]+$/.test(name) ? name : "";
}

/** Gives each thing a name of its own. */
export class FreshNames {
  private readonly taken: Set<string>;

  /** @param reserved names that mean something else already. */
  constructor(reserved: Iterable<string>) {
    this.taken = new Set(reserved);
  }

  /** The wanted name, with a number behind it where it is taken. */
  take(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.taken.has(name); number++) name = `${wanted}-${number}`;
    this.taken.add(name);
    return name;
  }
}
