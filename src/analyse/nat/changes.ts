/** What a translation does to addresses and ports, out of its expressions. */
import type { NatRule } from "../../model/device.js";
import type { ServiceExpression } from "../../model/expression.js";
import { DOMAIN4, everything, normalize, union } from "../../packets/intervals.js";
import { type Bounds, domainOf } from "../../resolve/address-bounds.js";
import type { DeviceRules } from "../rule-sets.js";
import type { AddressChange } from "./address-view.js";
import type { PortChange, SourcePorts } from "./service-view.js";

/** What becomes of a packet that one of some translations takes. */
export interface Change {
  readonly address: AddressChange;
  /** Left out: ports stay. */
  readonly ports?: PortChange;
  /** What becomes of source ports; of a translation of destinations: nothing. */
  readonly sourcePorts: SourcePorts;
}

/** @param chosen translations with the same outcome; at least one. */
export function changeOf(rules: DeviceRules, chosen: readonly NatRule[], family: 4 | 6): Change {
  const domain = domainOf(family);
  const ends = chosen.map((nat) => {
    const { match, translated, kind } = nat;
    const from = rules.addresses.of(kind === "source" ? match.source : match.destination, family);
    const to: Bounds | undefined = translated && rules.addresses.of(translated, family);
    return {
      from,
      // An address of the other family says nothing of this one.
      to: to === undefined || to.upper.length === 0 ? everything(domain) : to.upper,
      isExact: to !== undefined && to.lower === to.upper && from.lower === from.upper,
    };
  });
  const [only] = chosen;
  const inOrder = chosen.length === 1 && only?.inOrder === true && ends.every(({ isExact }) => isExact);
  const ports = chosen.length === 1 && only !== undefined ? portChange(only) : undefined;
  return {
    address: {
      from: union(
        ends.map(({ from }) => from.upper),
        domain,
      ),
      to: union(
        ends.map(({ to }) => to),
        domain,
      ),
      inOrder,
    },
    ...(ports === undefined ? {} : { ports }),
    sourcePorts: inOrder || only === undefined ? "kept" : sourcePortsOf(only),
  };
}

function sourcePortsOf({ kind, sourcePorts }: NatRule): SourcePorts {
  return kind === "destination" ? "kept" : (sourcePorts ?? "any");
}

/** What a translation makes of an address: nothing of it can be known where several have other outcomes. */
export function outcomeKey(rules: DeviceRules, nat: NatRule, family: 4 | 6): string {
  if (nat.inOrder === true && nat.translated !== undefined) return `in order ${nat.id}`;
  const address = nat.translated === undefined ? "unknown" : rules.addresses.of(nat.translated, family).upper.join();
  return `${address} ${JSON.stringify(sourcePortsOf(nat))}`;
}

const EVERY_PORT = [0, 65_535];

/** What a translation makes of ports; `undefined`: they stay. */
export function portChange({ match, translatedService, inOrder }: NatRule): PortChange | undefined {
  const to = translatedService && portsOf(translatedService);
  if (to === undefined) return undefined;
  const own = portsOf(match.service);
  const from = own?.ports ?? EVERY_PORT;
  const stays = own !== undefined && own.ports.join() === to.ports.join();
  return stays ? undefined : { protocols: to.protocols, from, to: to.ports, inOrder: inOrder === true };
}

/** Protocols with ports and their destination ports; `undefined` where an expression says something else. */
function portsOf(expression: ServiceExpression): { protocols: number[]; ports: readonly number[] } | undefined {
  if (expression.kind === "ports") {
    const ranges = expression.destination?.map(({ from, to }) => [from, to] as const) ?? [[0, 65_535] as const];
    return { protocols: [expression.protocol], ports: normalize(ranges, DOMAIN4) };
  }
  if (expression.kind !== "union") return undefined;
  const parts = expression.of.map(portsOf);
  const known = parts.flatMap((part) => part ?? []);
  if (known.length === 0 || known.length !== parts.length) return undefined;
  return {
    protocols: known.flatMap(({ protocols }) => protocols),
    ports: union(
      known.map(({ ports }) => ports),
      DOMAIN4,
    ),
  };
}
