/** Servers and relays of DHCP that the models of OPNsense bring: Kea, Dnsmasq, the relay (reference/pfsense.md B3). */
import { child, descend, type Element, has, textOf } from "../../tree.js";
import type { Names } from "../endpoints.js";
import { type Hidden, hidden, udp } from "../implicit.js";
import type { RuleInterface } from "../interfaces.js";
import { EVERY, network } from "../ip.js";
import type { PfRule } from "../order.js";
import { union } from "../table.js";

interface Service {
  readonly of: Element | undefined;
  readonly on: string;
  readonly interfaces: string;
  readonly families: readonly (4 | 6)[];
  /** Its rules are known: what they let in is for the firewall and its link alone. */
  readonly staysHere?: true;
}

/** Which of their rules a release adds, and whether a switch of its own takes them away, is not told: narrowed. */
export function leasingServices(names: Names, of: RuleInterface): PfRule[] {
  const { context } = names;
  const models = child(context.root, "opnsense");
  const kea = (name: string) => descend(models, "kea", name, "general");
  const dnsmasq = child(context.root, "dnsmasq") ?? child(models, "dnsmasq");
  // Until it gave leases it answered for names alone, and brought no rules (plugins.inc.d/dnsmasq.inc).
  const leases = has(dnsmasq, "dhcp") || has(dnsmasq, "dhcp_ranges");
  const services: readonly Service[] = [
    { of: kea("dhcp4"), on: "enabled", interfaces: "interfaces", families: [4], staysHere: true },
    { of: kea("dhcp6"), on: "enabled", interfaces: "interfaces", families: [6], staysHere: true },
    { of: leases ? dnsmasq : undefined, on: "enable", interfaces: "interface", families: [4, 6] },
    ...(descend(models, "dhcrelay")?.children ?? []).map(
      (relay): Service => ({ of: relay, on: "enabled", interfaces: "interface", families: [4, 6] }),
    ),
  ];
  return services.flatMap((service, index) => {
    if (service.of === undefined || !["1", "yes", "true"].includes(textOf(service.of, service.on))) return [];
    if (service.staysHere && textOf(service.of, "fwrules") === "0") return [];
    const listed = textOf(service.of, service.interfaces);
    if (listed !== "" && !listed.split(",").includes(of.id)) return [];
    const ends = service.staysHere ? here(names) : undefined;
    return service.families.flatMap((family) =>
      leasing(names, of, { trigger: service.of ?? of.element, family, index, ends }),
    );
  });
}

/** The rules of Kea, of every release that has it: for broadcasts, for the link, and for the firewall (plugins.inc.d/kea.inc: kea_firewall). */
function here({ networks }: Names): Record<4 | 6, Pick<Hidden, "source" | "destination">> {
  const link = union([network("fe80::/10"), network("ff02::/16")]);
  return {
    4: { destination: union([network("255.255.255.255"), networks.self()]) },
    6: { source: link, destination: union([link, networks.self()]) },
  };
}

interface Leasing {
  readonly trigger: Element;
  readonly family: 4 | 6;
  readonly index: number;
  readonly ends: Record<4 | 6, Pick<Hidden, "source" | "destination">> | undefined;
}

function leasing(names: Names, of: RuleInterface, { trigger, family, index, ends }: Leasing): PfRule[] {
  const { context } = names;
  const reason = "what a DHCP service lets in is not in the file";
  const fromAny = { kind: "union", of: [546, 547].map((port) => udp(undefined, port)) } as const;
  const asked = family === 4 ? udp(68, 67) : ends === undefined ? udp(546, 547) : fromAny;
  const told = family === 4 ? udp(67, 68) : udp(547, 546);
  const common = {
    name: `DHCP on ${of.name}`,
    action: "permit",
    quick: true,
    interfaces: [of.id],
    doubts: [{ doubt: context.doubt("rule", reason, trigger), effect: "narrows" }],
    source: EVERY[family],
    at: context.startOf(trigger),
  } as const;
  const id = `leases-${index + 1}-${family}`;
  const sent = ends === undefined ? {} : { source: names.networks.self() };
  return [
    hidden({ ...common, ...ends?.[family], id: `${id}-in-${of.id}`, direction: "in", service: asked }),
    hidden({ ...common, ...sent, id: `${id}-out-${of.id}`, direction: "out", service: told }),
  ];
}
