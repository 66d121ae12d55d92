/** Writes a described firewall as a release up to 8.2 exports it. */
import { formatIPv4 } from "../../../../src/packets/address.js";
import { NETWORKS, PUBLISHED } from "./description.js";
import { type OldSiteShape, poolAddress } from "./old-description.js";
import { writeSite } from "./write.js";

export function writeOldSite(site: OldSiteShape): string {
  const lines = [
    ...(site.control ? ["nat-control"] : ["no nat-control"]),
    ...site.pools.map((pool) => `global (${pool.door}) ${pool.id} ${formatIPv4(poolAddress(pool))}`),
    ...site.exemptions.map(
      ({ door, far }) =>
        `access-list NONAT-${door} extended permit ip ${formatIPv4(NETWORKS[door])} 255.255.0.0 ${formatIPv4(NETWORKS[far])} 255.255.0.0`,
    ),
    ...[...new Set(site.exemptions.map(({ door }) => door))].map((door) => `nat (${door}) 0 access-list NONAT-${door}`),
    ...site.locals.map(
      ({ door, id, wide }) =>
        `nat (${door}) ${id} ${formatIPv4(NETWORKS[door])} ${wide ? "255.255.0.0" : "255.255.255.0"}`,
    ),
    ...site.statics.map(
      ({ real, mapped, host, published }) =>
        `static (${real},${mapped}) ${formatIPv4(PUBLISHED + published)} ${formatIPv4(NETWORKS[real] + host)} netmask 255.255.255.255`,
    ),
  ];
  return writeSite(site)
    .replace("ASA Version 9.14(2)", "ASA Version 8.2(5)")
    .replace("Cryptochecksum", `${lines.join("\n")}\nCryptochecksum`);
}
