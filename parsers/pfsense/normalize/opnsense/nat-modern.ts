/** Translations of the new model: flat fields, comma lists, "1" and "0". */
import type { NatRule } from "../../../../src/model/device.js";
import type { ServiceExpression } from "../../../../src/model/expression.js";
import { type Element, textOf } from "../../tree.js";
import { type Endpoint, everywhere, matchEnds, type Names, negate, networkWord, portsOfWord } from "../endpoints.js";
import type { Interfaces } from "../interfaces.js";
import { sourcePorts } from "../nat-outbound.js";
import { natInterfaces, notLoaded, ofMarked, targetOf } from "../nat-parts.js";
import { outerNetwork, unreadOuter } from "../outer-network.js";
import { reflected } from "../reflection.js";
import { familiesOf } from "../rule-parts.js";
import { type Ports, service, takesPorts } from "../services.js";
import { perhapsOff } from "../switched-off.js";

/** `snatrules/rule`. */
export function modernSourceRule(names: Names, interfaces: Interfaces, element: Element, id: string): NatRule[] {
  const egress = natInterfaces(names, interfaces, textOf(element, "interface"));
  const families = familiesOf(textOf(element, "ipprotocol"));
  const [source, destination] = [endOf(names, element, "source"), endOf(names, element, "destination")];
  const ends = source && destination && families ? matchEnds(families, source, destination) : undefined;
  if (egress.length === 0 || !ends)
    return notLoaded(names, element, "its interface or one of its ends does not resolve") ?? [];
  const exempt = textOf(element, "nonat") === "1";
  if (!exempt && textOf(element, "interface") + textOf(element, "target") === "")
    return notLoaded(names, element, "it names neither an interface nor a target") ?? [];
  const translated = exempt ? undefined : targetOf(names, textOf(element, "target"));
  return [
    ofMarked(names, element, {
      id,
      kind: "source",
      match: { egress, source: ends.source, destination: ends.destination, service: serviceOf(names, element) },
      ...(translated ? { translated } : {}),
      ...(exempt
        ? { exempt }
        : sourcePorts(names, textOf(element, "staticnatport") === "1", textOf(element, "target_port"))),
      enabled: textOf(element, "enabled") !== "0",
      at: [names.context.place(element)],
    }),
  ];
}

function serviceOf(names: Names, element: Element): ServiceExpression {
  const protocol = textOf(element, "protocol").toLowerCase();
  const ports = (name: string): Ports | undefined => {
    const word = textOf(element, name);
    if (word === "" || word === "any" || !takesPorts(protocol)) return undefined;
    const read = portsOfWord(names, word);
    if (read !== "unknown") return read;
    return { ranges: [], doubt: names.context.doubt("match", "a port of this translation is not known", element) };
  };
  const [source, destination] = [ports("source_port"), ports("destination_port")];
  const words = {
    protocol,
    families: [4, 6] as const,
    icmpTypes: "",
    at: element,
    ...(source ? { source } : {}),
    ...(destination ? { destination } : {}),
  };
  return service(names.context, words) ?? { kind: "any" };
}

function endOf(names: Names, element: Element, side: "source" | "destination"): Endpoint | undefined {
  const word = textOf(element, `${side}_net`);
  const found = word === "" || word === "any" ? everywhere() : networkWord(names, word);
  return found && textOf(element, `${side}_not`) === "1" ? negate(names, word, found) : found;
}

/** `onetoone/rule`: two entries, one for each way; `type` nat works outbound only. */
export function modernOneToOne(names: Names, interfaces: Interfaces, element: Element, id: string): NatRule[] {
  const ids = natInterfaces(names, interfaces, textOf(element, "interface"));
  const [source, destination] = [endOf(names, element, "source"), endOf(names, element, "destination")];
  const external = source && outerNetwork(names, element, source);
  if (ids.length === 0 || !source || !destination)
    return notLoaded(names, element, "its interface or one of its ends does not resolve") ?? [];
  if (!external) return unreadOuter(names, element);
  const common = {
    enabled: textOf(element, "enabled") !== "0",
    at: [names.context.place(element)] as const,
    ...(external.kind === "unknown" ? {} : { inOrder: true }),
  };
  const any = { kind: "any" } as const;
  const out: NatRule = {
    ...common,
    id: `${id}-out`,
    kind: "source",
    match: { egress: ids, source: source.whole, destination: destination.whole, service: any },
    translated: external,
  };
  const into: NatRule = {
    ...common,
    id: `${id}-in`,
    kind: "destination",
    match: { ingress: ids, source: destination.whole, destination: external, service: any },
    translated: source.whole,
  };
  // Hosts inside dial the outer address whatever the type is (library/OPNsense/Firewall/DNatRule.php).
  const inside = reflected(names, interfaces, into, element);
  const both = textOf(element, "type") === "nat" ? [out] : [into, out];
  const inner = textOf(element, "source_net");
  return [...both, ...inside].map((each) => ofMarked(names, element, perhapsOff(names, inner, each)));
}
