/** Translations of sources: written, automatic, one to one. */
import type { NatRule } from "../../../src/model/device.js";
import type { AddressExpression, ServiceExpression } from "../../../src/model/expression.js";
import { child, type Element, textOf } from "../tree.js";
import { type Endpoint, matchEnds, type Names, portsOfWord, readEndpoint } from "./endpoints.js";
import type { Interfaces } from "./interfaces.js";
import { natInterfaces, notLoaded, outboundEnd, targetOf } from "./nat-parts.js";
import { familiesOf } from "./rule-parts.js";
import { type Ports, service, takesPorts } from "./services.js";
import { routedNetworks } from "./static-routes.js";
import { isOn } from "./switches.js";
import { union } from "./table.js";

/** A written outbound rule (reference/pfsense.md 5.3). Without a target the address of the interface is taken. */
export function outboundRule(names: Names, interfaces: Interfaces, element: Element, id: string): NatRule[] {
  const { context } = names;
  const egress = natInterfaces(interfaces, textOf(element, "interface"));
  const [source, destination] = [
    outboundEnd(names, child(element, "source")),
    outboundEnd(names, child(element, "destination")),
  ];
  const families = textOf(element, "ipprotocol") === "" ? ([4, 6] as const) : familiesOf(textOf(element, "ipprotocol"));
  const ends =
    source && destination && families ? matchEnds(families, source, negated(names, element, destination)) : undefined;
  if (egress.length === 0) return notLoaded(names, element, "none of its interfaces is enabled") ?? [];
  if (!ends) return notLoaded(names, element, "one of its ends does not resolve") ?? [];
  const exempt = isOn(context, element, "nonat");
  const found = outboundService(names, element, ends.families);
  const translated = exempt ? undefined : translatedSource(names, element, egress);
  return [
    {
      id,
      kind: "source",
      match: { egress, source: ends.source, destination: ends.destination, service: found },
      ...(translated ? { translated } : {}),
      ...(exempt ? { exempt } : {}),
      enabled: !isOn(context, element, "disabled"),
      at: [context.place(element)],
    },
  ];
}

/** `<not>` stands inside the destination here. */
function negated(names: Names, element: Element, of: Endpoint): Endpoint {
  const destination = child(element, "destination");
  if (!destination || !isOn(names.context, destination, "not")) return of;
  return {
    whole: { kind: "not", of: of.whole, family: "both" },
    by: { 4: { kind: "not", of: of.whole, family: 4 }, 6: { kind: "not", of: of.whole, family: 6 } },
  };
}

function outboundService(names: Names, element: Element, families: readonly (4 | 6)[]): ServiceExpression {
  const protocol = textOf(element, "protocol").toLowerCase();
  const ports = (name: string): Ports | undefined => {
    const word = textOf(element, name) || textOf(child(element, name === "dstport" ? "destination" : "source"), "port");
    if (word === "" || word === "any" || !takesPorts(protocol)) return undefined;
    const read = portsOfWord(names, word);
    return read === "unknown" ? undefined : read;
  };
  const [source, destination] = [ports("sourceport"), ports("dstport")];
  const words = {
    protocol,
    families,
    icmpTypes: "",
    ...(source ? { source } : {}),
    ...(destination ? { destination } : {}),
  };
  return service(names.context, words) ?? { kind: "any" };
}

function translatedSource(names: Names, element: Element, egress: readonly string[]): AddressExpression | undefined {
  const target = textOf(element, "target");
  const written = target === "other-subnet" ? textOf(element, "targetip") : target;
  const length = textOf(element, "targetip_subnet");
  if (written !== "" && !written.endsWith("ip")) {
    return targetOf(names, target === "other-subnet" && length !== "" ? `${written}/${length}` : written);
  }
  return interfaceAddresses(names, egress);
}

function interfaceAddresses(names: Names, ids: readonly string[]): AddressExpression | undefined {
  const found = ids.flatMap((id) => names.networks.address(id, 4) ?? []);
  return found.length > 0 ? union(found) : undefined;
}

/** Automatic: what comes from interfaces without a gateway leaves by those that have one under their address. */
export function automaticOutbound(names: Names, interfaces: Interfaces, trigger: Element): NatRule[] {
  const inside = interfaces.all.filter((each) => each.enabled && !each.hasGateway && each.kind === "routed");
  const routed = routedNetworks(names.context, interfaces).filter((each) => inside.includes(each.interface));
  const sources = union([
    ...inside.flatMap((each) => names.networks.network(each.id) ?? []),
    ...routed.map((each) => each.network),
  ]);
  const outside = interfaces.all.filter((each) => each.enabled && each.hasGateway && each.kind === "routed");
  if (sources.kind === "none") return [];
  return outside.map((each) => {
    const translated = names.networks.address(each.id, 4);
    return {
      id: `automatic-${each.id}`,
      kind: "source",
      match: {
        egress: [each.id],
        source: names.context.within(sources, 4),
        destination: { kind: "any", family: 4 },
        service: { kind: "any" },
      },
      ...(translated ? { translated } : {}),
      enabled: true,
      at: [names.context.startOf(trigger)],
    };
  });
}

/** One to one: two entries, one for each way (5.2). */
export function oneToOne(names: Names, interfaces: Interfaces, element: Element, id: string): NatRule[] {
  const { context } = names;
  const ids = natInterfaces(interfaces, textOf(element, "interface"));
  const source = readEndpoint(names, child(element, "source"));
  const destination = outboundEnd(names, child(element, "destination"));
  const external = targetOf(names, textOf(element, "external"));
  if (ids.length === 0) return notLoaded(names, element, "none of its interfaces is enabled") ?? [];
  if ("notLoaded" in source || !destination) return notLoaded(names, element, "one of its ends does not resolve") ?? [];
  const exempt = isOn(context, element, "nobinat");
  if (!external && !exempt) return notLoaded(names, element, "its outer address does not resolve") ?? [];
  const common = {
    enabled: !isOn(context, element, "disabled"),
    at: [context.place(element)] as const,
    ...(exempt ? { exempt } : { inOrder: true }),
  };
  const any = { kind: "any" } as const;
  const outer = external ?? any;
  return [
    {
      ...common,
      id: `${id}-in`,
      kind: "destination",
      match: { ingress: ids, source: destination.whole, destination: outer, service: any },
      ...(exempt ? {} : { translated: source.whole }),
    },
    {
      ...common,
      id: `${id}-out`,
      kind: "source",
      match: { egress: ids, source: source.whole, destination: destination.whole, service: any },
      ...(exempt ? {} : { translated: outer }),
    },
  ];
}

/** NPt: one IPv6 prefix stands for another, both ways (reference/pfsense.md 5.2). Its fields differ by model. */
export function prefixTranslation(names: Names, interfaces: Interfaces, element: Element, id: string): NatRule[] {
  const { context } = names;
  const ids = natInterfaces(interfaces, textOf(element, "interface"));
  const end = (name: string) =>
    targetOf(names, textOf(element, `${name}_net`)) ?? targetOf(names, textOf(child(element, name), "address"));
  const [inner, outer] = [end("source"), end("destination")];
  const isOff = isOn(context, element, "disabled") || textOf(element, "enabled") === "0";
  if (isOff || ids.length === 0) return [];
  if (inner === undefined || outer === undefined) {
    context.doubt("interfaces", "which prefixes this translation of IPv6 changes is not known", element, ids);
    return [];
  }
  const common = { enabled: true, inOrder: true, at: [context.place(element)] } as const;
  const any = { kind: "any" } as const;
  return [
    {
      ...common,
      id: `${id}-in`,
      kind: "destination",
      match: { ingress: ids, source: any, destination: outer, service: any },
      translated: inner,
    },
    {
      ...common,
      id: `${id}-out`,
      kind: "source",
      match: { egress: ids, source: inner, destination: any, service: any },
      translated: outer,
    },
  ];
}
