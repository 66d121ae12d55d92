/** Objects without use: rows that no policy or group names and the rest of the file does not either, groups of nothing. */
import type { IdleObject } from "../../../src/model/device.js";
import { neverMentioned } from "../../../src/source/mentions.js";
import type { Block } from "../tree.js";
import type { Context } from "./context.js";
import { rowsIn } from "./vdoms.js";
import type { VirtualDomain } from "./virtual-domain.js";

const TRANSLATIONS = ["firewall vip", "firewall vip6", "firewall vipgrp", "firewall vipgrp6"];

/** What of one VDOM nothing modelled names, or holds nothing. */
interface Candidate {
  readonly row: Block;
  readonly kind: IdleObject["kind"];
  readonly trouble: IdleObject["trouble"];
}

/**
 * Of every VDOM. The text of the file is asked for each name, since sections that are not modelled refer to objects too. With
 * central NAT a virtual IP works without being named.
 */
export function idleObjects(domains: readonly VirtualDomain[], context: Context): IdleObject[] {
  const candidates = domains.flatMap(candidatesOf);
  const unused = candidates.flatMap(({ row, trouble }) => (trouble === "unused" ? [row] : []));
  const unmentioned = rowsUnmentioned(unused, context);
  return candidates.flatMap(({ row, kind, trouble }): IdleObject[] => {
    if (trouble === "unused" && !unmentioned.has(row)) return [];
    return [{ name: row.name, kind, trouble, at: context.rangeOf(row) }];
  });
}

function candidatesOf({ vdom, addresses4, addresses6, services, centralNat }: VirtualDomain): Candidate[] {
  const translations = new Set(TRANSLATIONS.flatMap((section) => rowsIn(vdom.holders, section)));
  const addresses = [addresses4.idle(), addresses6.idle()];
  const unused = addresses.flatMap((one) => one.unused).filter((row) => !centralNat || !translations.has(row));
  const { unused: unusedServices, empty: emptyServices } = services.idle();
  return [
    ...unused.map(
      (row) => ({ row, kind: translations.has(row) ? "translation" : "address", trouble: "unused" }) as const,
    ),
    ...unusedServices.map((row) => ({ row, kind: "service", trouble: "unused" }) as const),
    ...addresses.flatMap((one) => one.empty).map((row) => ({ row, kind: "address", trouble: "empty" }) as const),
    ...emptyServices.map((row) => ({ row, kind: "service", trouble: "empty" }) as const),
  ];
}

/** Rows whose names stand nowhere but where they are written; a renamed one is left out. */
function rowsUnmentioned(rows: readonly Block[], { places }: Context): ReadonlySet<Block> {
  const own = rows.filter(({ formerly }) => formerly === undefined);
  const found = neverMentioned(
    places.text,
    own.map((row) => ({ row, name: row.name, definitions: 1 + row.later.length / 2 })),
  );
  return new Set(found.map(({ row }) => row));
}
