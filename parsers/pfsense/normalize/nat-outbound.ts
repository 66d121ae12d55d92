/** Translations of sources: written, automatic, one to one. */
import type { NatRule } from "../../../src/model/device.js";
import type { AddressExpression, Family, PortRange, ServiceExpression } from "../../../src/model/expression.js";
import { child, children, descend, type Element, has, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { type Endpoint, matchEnds, type Names, portsOfWord, readEndpoint } from "./endpoints.js";
import type { Interfaces } from "./interfaces.js";
import { prefix, readAddress } from "./ip.js";
import { natInterfaces, notLoaded, ofMarked, outboundEnd, readLocalPorts, targetOf } from "./nat-parts.js";
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
  const families = familiesOfRule(element);
  const ends = source && destination && families ? matchEnds(families, source, destination) : undefined;
  if (egress.length === 0) return notLoaded(names, element, "none of its interfaces is enabled") ?? [];
  if (!ends) return notLoaded(names, element, "one of its ends does not resolve") ?? [];
  const exempt = isOn(context, element, "nonat");
  const found = outboundService(names, element, ends.families);
  const translated = exempt ? undefined : translatedSource(names, element, egress);
  return [
    ofMarked(names, element, {
      id,
      kind: "source",
      match: { egress, source: ends.source, destination: ends.destination, service: found },
      ...(translated ? { translated } : {}),
      ...(exempt
        ? { exempt }
        : sourcePorts(names, isOn(context, element, "staticnatport"), textOf(element, "natport"))),
      enabled: !isOn(context, element, "disabled"),
      at: [context.place(element)],
    }),
  ];
}

/** What both generators write behind a target where nobody says otherwise: `port 1024:65535`. */
const USUAL_SOURCE_PORTS: PortRange = { from: 1024, to: 65_535 };

/** What becomes of source ports: they stay (`static-port`), or are taken from the ports that are written, else from the usual ones. */
export function sourcePorts(names: Names, isStatic: boolean, word: string): Pick<NatRule, "sourcePorts"> {
  if (isStatic) return { sourcePorts: "kept" };
  if (word === "") return { sourcePorts: USUAL_SOURCE_PORTS };
  const [only, ...others] = readLocalPorts(names, word);
  return only !== undefined && others.length === 0 ? { sourcePorts: only } : {};
}

/** As written, else those of its source and its target; IPv4 where both leave it open. */
function familiesOfRule(element: Element): readonly Family[] | undefined {
  const written = textOf(element, "ipprotocol");
  if (written !== "") return familiesOf(written);
  const words = [textOf(child(element, "source"), "network"), textOf(element, "targetip"), textOf(element, "target")];
  return words.some((word) => word.includes(":")) ? [6] : [4];
}

function outboundService(names: Names, element: Element, families: readonly (4 | 6)[]): ServiceExpression {
  const protocol = textOf(element, "protocol").toLowerCase();
  const ports = (name: string): Ports | undefined => {
    const word = textOf(element, name) || textOf(child(element, name === "dstport" ? "destination" : "source"), "port");
    if (word === "" || word === "any" || !takesPorts(protocol)) return undefined;
    const read = portsOfWord(names, word);
    if (read !== "unknown") return read;
    return { ranges: [], doubt: names.context.doubt("match", "a port of this translation is not known", element) };
  };
  const [source, destination] = [ports("sourceport"), ports("dstport")];
  const words = {
    protocol,
    families,
    icmpTypes: "",
    at: element,
    ...(source ? { source } : {}),
    ...(destination ? { destination } : {}),
  };
  return service(names.context, words) ?? { kind: "any" };
}

function translatedSource(names: Names, element: Element, egress: readonly string[]): AddressExpression | undefined {
  const target = textOf(element, "target");
  const written = target === "other-subnet" ? textOf(element, "targetip") : target;
  const length = textOf(element, "targetip_subnet");
  if (written === "") return interfaceAddresses(names, egress);
  if (written.endsWith("ip") && !names.aliases.has(written) && names.networks.network(written.slice(0, -2)))
    return interfaceAddresses(names, [written.slice(0, -2)]);
  return targetOf(names, target === "other-subnet" && length !== "" ? `${written}/${length}` : written);
}

function interfaceAddresses(names: Names, ids: readonly string[]): AddressExpression | undefined {
  const found = ids.flatMap((id) => names.networks.address(id, 4) ?? []);
  return found.length > 0 ? union(found) : undefined;
}

/** Which rules for sources hold, by the mode (5.3). A word that is none of the modes leaves it open: then none are taken. */
export function outboundMode(context: Context): { readonly manual: boolean; readonly automatic: boolean } {
  const section = outboundSection(context);
  if (section?.name === "advancedoutbound") {
    const manual = has(section, "enable");
    return { manual, automatic: !manual };
  }
  const mode = textOf(section, "mode") || "automatic";
  if (section && !["automatic", "hybrid", "advanced", "disabled"].includes(mode))
    context.doubt("device", "which sources are translated is not known: the mode is none of those listed", section);
  return { manual: mode === "hybrid" || mode === "advanced", automatic: mode === "automatic" || mode === "hybrid" };
}

/** Until pfSense 2.1 the rules stand in `advancedoutbound`, with a flag in the place of a mode. */
export function outboundSection({ isOPNsense, root }: Context): Element | undefined {
  const nat = child(root, "nat");
  return child(nat, "outbound") ?? (isOPNsense ? undefined : child(nat, "advancedoutbound"));
}

/** Automatic: what comes from interfaces without a gateway leaves by those that have one under their address. */
export function automaticOutbound(names: Names, interfaces: Interfaces, trigger: Element): NatRule[] {
  const inside = interfaces.all.filter((each) => each.enabled && !each.hasGateway && each.kind === "routed");
  const routed = routedNetworks(names.context, interfaces).filter((each) => inside.includes(each.interface));
  const sources = union([
    ...inside.flatMap((each) => names.networks.network(each.id) ?? []),
    ...routed.map((each) => each.network),
    ...tunnelNetworks(names),
  ]);
  const outside = interfaces.all.filter((each) => each.enabled && each.hasGateway && each.kind === "routed");
  if (sources.kind === "none") return [];
  return outside.flatMap((each) => {
    const translated = names.networks.address(each.id, 4);
    const all: NatRule = {
      id: `automatic-${each.id}`,
      kind: "source",
      match: {
        egress: [each.id],
        source: names.context.within(sources, 4),
        destination: { kind: "any", family: 4 },
        service: { kind: "any" },
      },
      ...(translated ? { translated } : {}),
      sourcePorts: USUAL_SOURCE_PORTS,
      enabled: true,
      at: [names.context.startOf(trigger)],
    };
    const match = { ...all.match, service: KEY_EXCHANGE };
    return [{ ...all, id: `${all.id}-key-exchange`, match, sourcePorts: "kept" }, all];
  });
}

/** IKE keeps its source port (reference/pfsense.md 5.3). */
const KEY_EXCHANGE: ServiceExpression = {
  kind: "union",
  of: [6, 17].map((protocol) => ({ kind: "ports", protocol, destination: [{ from: 500, to: 500 }] })),
};

/** Networks of OpenVPN clients and of mobile ones of IPsec: they leave under the address of the firewall as well (5.3). */
function tunnelNetworks({ context }: Names): AddressExpression[] {
  const instances = children(child(context.root, "openvpn"), "openvpn-server").filter(
    (each) => !isOn(context, each, "disable"),
  );
  const client = descend(context.root, "ipsec", "client");
  const pool = `${textOf(client, "pool_address")}/${textOf(client, "pool_netbits")}`;
  const words = [...instances.map((each) => textOf(each, "tunnel_network")), pool];
  return words.flatMap((word) => context.literal(word) ?? []);
}

/** One to one: two entries, one for each way (5.2). */
export function oneToOne(names: Names, interfaces: Interfaces, element: Element, id: string): NatRule[] {
  const { context } = names;
  const ids = natInterfaces(interfaces, textOf(element, "interface"));
  const source = readEndpoint(names, child(element, "source"));
  const destination = outboundEnd(names, child(element, "destination"));
  const external = outerNetwork(names, textOf(element, "external"), source);
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
  const both: readonly NatRule[] = [
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
  return both.map((each) => ofMarked(names, element, each));
}

/** The outer address of one to one: as many addresses as the inner network has (`external/source mask`, 5.2). */
export function outerNetwork(
  names: Names,
  word: string,
  source: Endpoint | { readonly notLoaded: string },
): AddressExpression | undefined {
  const address = readAddress(word);
  if (!address || "notLoaded" in source) return targetOf(names, word);
  const inner = source.by[address.family];
  const held = inner?.kind === "object" ? names.context.addressObject(inner.object)?.value : inner;
  if (held?.kind === "range4") return prefix(address, 32 - Math.log2(held.to - held.from + 1));
  if (held?.kind === "range6") return prefix(address, 128 - (held.to - held.from).toString(2).replace("0", "").length);
  return targetOf(names, word);
}

/** NPt: one IPv6 prefix stands for another, both ways (reference/pfsense.md 5.2). Its fields differ by model. */
export function prefixTranslation(names: Names, interfaces: Interfaces, element: Element, id: string): NatRule[] {
  const { context } = names;
  const ids = natInterfaces(interfaces, textOf(element, "interface"));
  const end = (name: string) =>
    isOn(context, child(element, name), "not")
      ? undefined
      : (targetOf(names, textOf(element, `${name}_net`)) ?? targetOf(names, textOf(child(element, name), "address")));
  const [inner, outer] = [end("source"), end("destination")];
  const isOff = isOn(context, element, "disabled") || textOf(element, "enabled") === "0";
  if (isOff || ids.length === 0) return [];
  if (inner === undefined || outer === undefined) {
    context.doubt("interfaces", "which prefixes this translation of IPv6 changes is not known", element, ids);
    return [];
  }
  const common = { enabled: true, inOrder: true, at: [context.place(element)] } as const;
  const any = { kind: "any" } as const;
  const both: readonly NatRule[] = [
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
  return both.map((each) => ofMarked(names, element, each));
}
