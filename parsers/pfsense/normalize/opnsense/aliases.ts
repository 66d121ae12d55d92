/** The aliases of OPNsense (reference/pfsense.md B4). */
import type { Family } from "../../../../src/model/expression.js";
import { ownValue } from "../../../../src/source/own-value.js";
import { child, children, descend, type Element, textOf } from "../../tree.js";
import type { Alias } from "../aliases.js";
import type { Context } from "../context.js";
import { holdsValue } from "../switches.js";

const KINDS: Readonly<Record<string, Alias["kind"]>> = {
  host: "addresses",
  network: "addresses",
  networkgroup: "addresses",
  internal: "fetched-addresses",
  port: "ports",
  url: "fetched-addresses",
  urltable: "fetched-addresses",
  urljson: "fetched-addresses",
  geoip: "fetched-addresses",
  mac: "fetched-addresses",
  asn: "fetched-addresses",
  dynipv6host: "fetched-addresses",
  authgroup: "fetched-addresses",
  external: "fetched-addresses",
  url_ports: "no-ports",
  urltable_ports: "no-ports",
};

/** Every alias of the model and of the old place, in the order of the file. */
export function listAliases(context: Context): Alias[] {
  const modern = children(descend(context.root, "opnsense", "firewall", "alias", "aliases"), "alias");
  const legacy = children(child(context.root, "aliases"), "alias");
  return [...modern, ...legacy].flatMap((element) => {
    const name = textOf(element, "name");
    if (name === "") return [];
    const written = child(element, "content") ?? child(element, "address");
    const alias = {
      name,
      kind: kindOf(element),
      words: wordsOf(written?.text ?? ""),
      element,
      place: written ?? element,
    };
    const families = BY_FAMILY.has(textOf(element, "type").toLowerCase())
      ? familiesOf(textOf(element, "proto"))
      : undefined;
    const enabled = child(element, "enabled");
    // Its default is that of a field which is not there; an empty one is empty.
    const disabled = enabled !== undefined && !holdsValue(enabled);
    return [{ ...alias, ...(families ? { families } : {}), ...(disabled ? { disabled } : {}) }];
  });
}

/** Letter for letter: of another type nothing is filled in (scripts/filter/lib/alias). Before types were written, hosts and networks. */
function kindOf(element: Element): Alias["kind"] {
  const type = textOf(element, "type");
  if (type === "") return "addresses";
  return ownValue(KINDS, type) ?? "unsupported";
}

/** Lists that are fetched by family; whether names and other lists are, is not told. */
const BY_FAMILY = new Set(["geoip", "asn"]);

/** `proto` limits the families of these types. */
function familiesOf(proto: string): Family[] | undefined {
  if (proto === "") return undefined;
  return proto.split(",").flatMap((word) => (word === "IPv4" ? [4] : word === "IPv6" ? [6] : []));
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}
