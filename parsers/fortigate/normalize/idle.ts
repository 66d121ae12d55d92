/** Objects without use: rows that no policy or group names and the rest of the file does not either, groups of nothing. */
import type { IdleObject } from "../../../src/model/device.js";
import { neverMentioned } from "../../../src/source/mentions.js";
import type { Block } from "../tree.js";
import type { Context } from "./context.js";
import { rowsIn } from "./vdoms.js";
import type { VirtualDomain } from "./virtual-domain.js";

const TRANSLATIONS = ["firewall vip", "firewall vip6", "firewall vipgrp", "firewall vipgrp6"];

/**
 * Of every VDOM. The text of the file is asked for each name, since sections that are not modelled refer to objects too. With
 * central NAT a virtual IP works without being named.
 */
export function idleObjects(domains: readonly VirtualDomain[], context: Context): IdleObject[] {
  return domains.flatMap(({ vdom, addresses4, addresses6, services, centralNat }) => {
    const translations = new Set(TRANSLATIONS.flatMap((section) => rowsIn(vdom.holders, section)));
    const addresses = [addresses4.idle(), addresses6.idle()];
    const unused = addresses.flatMap((one) => one.unused).filter((row) => !centralNat || !translations.has(row));
    const kindOf = (row: Block) => (translations.has(row) ? "translation" : "address");
    const ofKind = (rows: readonly Block[], kind: (row: Block) => IdleObject["kind"], trouble: IdleObject["trouble"]) =>
      rows.map((row): IdleObject => ({ name: row.name, kind: kind(row), trouble, at: context.rangeOf(row) }));
    return [
      ...ofKind(unmentioned(unused, context), kindOf, "unused"),
      ...ofKind(unmentioned(services.idle().unused, context), () => "service", "unused"),
      ...ofKind(
        addresses.flatMap((one) => one.empty),
        () => "address",
        "empty",
      ),
      ...ofKind(services.idle().empty, () => "service", "empty"),
    ];
  });
}

/** Rows whose names stand nowhere but where they are written; a renamed one is left out. */
function unmentioned(rows: readonly Block[], { places }: Context): Block[] {
  const own = rows.filter(({ formerly }) => formerly === undefined);
  const found = neverMentioned(
    places.text,
    own.map((row) => ({ row, name: row.name, definitions: 1 + row.later.length / 2 })),
  );
  return found.map(({ row }) => row);
}
