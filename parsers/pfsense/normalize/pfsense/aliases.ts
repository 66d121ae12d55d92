/** The aliases of pfSense (reference/pfsense.md 2.2). */
import { ownValue } from "../../../../src/source/own-value.js";
import { child, children, type Element, textOf } from "../../tree.js";
import type { Alias } from "../aliases.js";
import type { Context } from "../context.js";

const KINDS: Readonly<Record<string, Alias["kind"]>> = {
  host: "addresses",
  network: "addresses",
  port: "ports",
  url: "fetched-addresses",
  urltable: "fetched-addresses",
  url_ports: "fetched-ports",
  urltable_ports: "fetched-ports",
};

/** Every alias, in the order of the file. A purely numeric name is skipped, as the generator does. */
export function listAliases(context: Context): Alias[] {
  return children(child(context.root, "aliases"), "alias").flatMap((element) => {
    const name = textOf(element, "name");
    if (name === "" || /^\d+$/.test(name)) return [];
    const written = child(element, "address") ?? child(element, "content");
    return [{ name, kind: kindOf(element), words: wordsOf(written?.text ?? ""), element, place: written ?? element }];
  });
}

/** Letter for letter. Before types were written, an alias held hosts and networks. */
function kindOf(element: Element): Alias["kind"] {
  const type = textOf(element, "type");
  if (type === "") return "addresses";
  return ownValue(KINDS, type) ?? "unsupported";
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== "");
}
