/** Rules that let in the peers of IPsec, which both firewalls add behind the written ones (reference/pfsense.md 3 step 27, B3). */
import type { AddressExpression, PortRange, ServiceExpression } from "../../../src/model/expression.js";
import type { RuleDoubt } from "../../../src/model/rule.js";
import { child, children, descend, type Element, has, textOf } from "../tree.js";
import type { Context } from "./context.js";
import type { Names } from "./endpoints.js";
import { hidden, protocol } from "./implicit.js";
import type { Interfaces } from "./interfaces.js";
import type { PfRule } from "./order.js";
import { readPort } from "./ports.js";
import { isOn } from "./switches.js";

/** IKE, NAT traversal, ESP and AH from each peer. Quick in OPNsense alone: in pfSense any written quick block wins (trap 38). */
export function ipsecEndpoints(names: Names, interfaces: Interfaces): PfRule[] {
  const { context } = names;
  if (isOn(context, child(context.root, "system"), "disablevpnrules")) return [];
  const phases = children(child(context.root, "ipsec"), "phase1").filter((each) => !isOn(context, each, "disabled"));
  return [
    ...phases.flatMap((phase, index) => endpoint(names, interfaces, phase, index)),
    ...connections(names).map((each, index) => fromAnywhere(names, each, index)),
  ];
}

function endpoint(names: Names, interfaces: Interfaces, phase: Element, index: number): PfRule[] {
  const { context } = names;
  const of = interfaces.byId.get(textOf(phase, "interface"));
  // A shared address or a group of gateways stands for an interface that is not looked up here.
  const open: RuleDoubt[] = of
    ? []
    : [
        {
          doubt: context.doubt("rule", "by which interface an IPsec peer comes is not known", phase),
          effect: "narrows",
        },
      ];
  if (of && !of.enabled) return [];
  const common = {
    action: "permit",
    quick: context.isOPNsense,
    ...(of ? { interfaces: [of.id] } : {}),
    name: "IPsec with this peer",
    doubts: open,
    at: context.place(phase),
  } as const;
  const [self, peer] = [names.networks.self(), peerOf(context, phase)];
  const own = child(context.root, "ipsec");
  const here = servicesOf(context, phase, [textOf(own, "port"), textOf(own, "port_nat_t")]);
  const there = servicesOf(context, phase, [textOf(phase, "ikeport"), textOf(phase, "nattport")]);
  return [
    hidden({
      ...common,
      id: `ipsec-in-${index + 1}`,
      direction: "in",
      source: peer,
      destination: context.isOPNsense ? selfAndOthers(context, self, phase) : self,
      service: here,
    }),
    hidden({
      ...common,
      id: `ipsec-out-${index + 1}`,
      direction: "out",
      source: self,
      destination: peer,
      service: there,
    }),
  ];
}

/** OPNsense has written these rules without a destination, in every release that is known (plugins.inc.d/ipsec.inc: ipsec_firewall). */
function selfAndOthers(context: Context, self: AddressExpression, phase: Element): AddressExpression {
  const reason = "whether this release lets IPsec peers reach others than the firewall is not known";
  return { kind: "unknown", doubt: context.doubt("match", reason, phase), lower: self };
}

function peerOf(context: Context, phase: Element): AddressExpression {
  const remote = textOf(phase, "remote-gateway");
  if (has(phase, "mobile") || remote === "0.0.0.0" || remote === "::") return { kind: "any" };
  const address = context.literal(remote);
  if (address) return address;
  const doubt = context.doubt("match", "the address of an IPsec peer is not in the file", phase);
  return { kind: "unknown", doubt, lower: { kind: "none" } };
}

/**
 * IKE and NAT traversal, and ESP and AH as the second phases use them: pfSense counts those that are switched off as well.
 * @param written ports that are written in place of the usual ones.
 */
function servicesOf(context: Context, phase: Element, written: readonly [string, string]): ServiceExpression {
  const seconds = children(child(context.root, "ipsec"), "phase2").filter(
    (each) =>
      textOf(each, "ikeid") === textOf(phase, "ikeid") && !(context.isOPNsense && isOn(context, each, "disabled")),
  );
  const used = new Set(seconds.map((each) => textOf(each, "protocol").toLowerCase()));
  const ports = written.map((word, index) => readPort(word, "-") ?? USUAL_PORTS[index] ?? USUAL_PORTS[0]);
  return {
    kind: "union",
    of: [
      { kind: "ports", protocol: 17, destination: ports },
      ...(used.has("esp") ? [protocol(50)] : []),
      ...(used.has("ah") ? [protocol(51)] : []),
    ],
  };
}

const USUAL_PORTS: readonly [PortRange, PortRange] = [
  { from: 500, to: 500 },
  { from: 4500, to: 4500 },
];

/** Connections of the OPNsense model that are not switched off. */
function connections({ context }: Names): readonly Element[] {
  const all = descend(context.root, "opnsense", "swanctl", "connections")?.children ?? [];
  return all.filter((each) => textOf(each, "enabled") !== "0");
}

/** Whether a release lets in the peers of a connection by itself is not told. */
function fromAnywhere(names: Names, connection: Element, index: number): PfRule {
  const { context } = names;
  const reason = "whether IPsec peers are let in without a written rule depends on the release";
  return hidden({
    id: `ipsec-connection-${index + 1}`,
    name: "IPsec with this peer",
    action: "permit",
    quick: true,
    direction: "in",
    destination: names.networks.self(),
    service: {
      kind: "union",
      of: [{ kind: "ports", protocol: 17, destination: USUAL_PORTS }, protocol(50), protocol(51)],
    },
    doubts: [{ doubt: context.doubt("rule", reason, connection), effect: "narrows" }],
    at: context.place(connection),
  });
}
