/** Servers and relays of DHCP that the models of OPNsense bring: Kea, Dnsmasq, the relay (reference/pfsense.md B3). */
import { child, descend, type Element, textOf } from "../../tree.js";
import type { Names } from "../endpoints.js";
import { hidden, udp } from "../implicit.js";
import type { RuleInterface } from "../interfaces.js";
import { EVERY } from "../ip.js";
import type { PfRule } from "../order.js";

interface Service {
  readonly of: Element | undefined;
  readonly on: string;
  readonly interfaces: string;
  readonly families: readonly (4 | 6)[];
}

/** Which of their rules a release adds, and whether a switch of its own takes them away, is not told: narrowed. */
export function leasingServices(names: Names, of: RuleInterface): PfRule[] {
  const { context } = names;
  const models = child(context.root, "opnsense");
  const kea = (name: string) => descend(models, "kea", name, "general");
  const dnsmasq = child(context.root, "dnsmasq") ?? child(models, "dnsmasq");
  const services: readonly Service[] = [
    { of: kea("dhcp4"), on: "enabled", interfaces: "interfaces", families: [4] },
    { of: kea("dhcp6"), on: "enabled", interfaces: "interfaces", families: [6] },
    { of: dnsmasq, on: "enable", interfaces: "interface", families: [4, 6] },
    ...(descend(models, "dhcrelay")?.children ?? []).map(
      (relay): Service => ({ of: relay, on: "enabled", interfaces: "interface", families: [4, 6] }),
    ),
  ];
  return services.flatMap((service, index) => {
    if (service.of === undefined || !["1", "yes", "true"].includes(textOf(service.of, service.on))) return [];
    const listed = textOf(service.of, service.interfaces);
    if (listed !== "" && !listed.split(",").includes(of.id)) return [];
    return service.families.flatMap((family) => leasing(names, of, service.of ?? of.element, family, index));
  });
}

function leasing(names: Names, of: RuleInterface, trigger: Element, family: 4 | 6, index: number): PfRule[] {
  const { context } = names;
  const reason = "what a DHCP service lets in is not in the file";
  const [asked, told] = family === 4 ? [udp(68, 67), udp(67, 68)] : [udp(546, 547), udp(547, 546)];
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
  return [
    hidden({ ...common, id: `${id}-in-${of.id}`, direction: "in", service: asked }),
    hidden({ ...common, id: `${id}-out-${of.id}`, direction: "out", service: told }),
  ];
}
