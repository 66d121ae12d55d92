/** Ports that frames are passed on between, in groups: in transparent mode all of them, else those that are not routed (reference/cisco.md 3.5). */
import type { InterfaceAddress, Router } from "../../../../src/model/device.js";
import type { CiscoContext } from "../context.js";
import { type InterfaceDraft, newInterface } from "./interface-draft.js";
import { readStatement } from "./interface-statements.js";
import type { Names } from "./names.js";
import type { AsaStatements } from "./statements.js";

/** Which port is in which group, and by which addresses the device itself is found there. */
export interface Bridging {
  /** The router of a port of a group that is not routed; `undefined`: it is in none. */
  readonly groupOf: (draft: InterfaceDraft) => string | undefined;
  readonly addressesOf: (group: string) => InterfaceAddress[];
  /** The hardware of the interface by which a port's group is routed. */
  readonly routedBy: (draft: InterfaceDraft) => string | undefined;
  /** What is in no group is for management alone. */
  readonly isWhole: boolean;
}

/**
 * From release 9.7 on a device that routes may have groups as well: those whose BVI has a name are routed by it, others are
 * passed on as in transparent mode (ASA general operations guide, integrated routing and bridging).
 * @param mayRoute whether the release has that. @returns `undefined`: ports are in no group, or in what way is not known.
 */
export function readBridging(
  statements: AsaStatements,
  drafts: ReadonlyMap<string, InterfaceDraft>,
  names: Names,
  mayRoute: boolean,
  context: CiscoContext,
): Bridging | undefined {
  for (const line of statements.of("firewall")) if (/ transparent$/.test(line.text)) context.mark(line, "modelled");
  const addressesOf = (group: string) => shared(drafts.get(bviOf(group.slice(BRIDGES.length)))?.addresses ?? []);
  if (!isTransparent(statements)) {
    if (!mayRoute || ![...drafts.values()].some(({ bridgeGroup }) => bridgeGroup !== undefined)) return undefined;
    const isRouted = (number: string) => drafts.get(bviOf(number))?.nameif !== undefined;
    return {
      groupOf: ({ bridgeGroup }) =>
        bridgeGroup && !isRouted(bridgeGroup.number) ? groupName(bridgeGroup.number) : undefined,
      addressesOf,
      routedBy: ({ bridgeGroup }) =>
        bridgeGroup && isRouted(bridgeGroup.number) ? bviOf(bridgeGroup.number) : undefined,
      isWhole: false,
    };
  }
  const whole = { routedBy: () => undefined, isWhole: true };
  const isWritten = [...drafts.values()].some(
    ({ hardware, bridgeGroup }) => bridgeGroup !== undefined || /^BVI/.test(hardware),
  );
  if (isWritten)
    return { groupOf: ({ bridgeGroup }) => bridgeGroup && groupName(bridgeGroup.number), addressesOf, ...whole };
  const own = wholeDevice(statements, names, context);
  return {
    groupOf: ({ managementOnly, nameif }) => (managementOnly || nameif === undefined ? undefined : groupName("1")),
    addressesOf: () => shared(own.addresses),
    ...whole,
  };
}

export function isTransparent(statements: AsaStatements): boolean {
  return statements.has("firewall transparent");
}

/** How the routers of bridge groups begin. */
export const BRIDGES = "bridge group ";

function groupName(number: string): string {
  return `${BRIDGES}${number}`;
}

function bviOf(number: string): string {
  return `BVI${number}`;
}

/** Up to release 8.3 all ports are in one group, and the address of the device stands by itself. */
function wholeDevice(statements: AsaStatements, names: Names, context: CiscoContext): InterfaceDraft {
  const draft = newInterface("the device");
  for (const line of statements.of("ip")) {
    if (/^(?:no )?ip address\b/.test(line.text)) readStatement(draft, line, names, context);
  }
  for (const line of draft.unknown) context.unknown(line, "the address of the device", { scope: "device" });
  return draft;
}

/** Every port answers by the address of its group; no network is connected by it. */
function shared(addresses: readonly InterfaceAddress[]): InterfaceAddress[] {
  return addresses.map((one) => ({ ...one, prefixLength: one.family === 4 ? 32 : 128, kind: "virtual" }));
}

/** Instances that pass on frames, in the order of their ports. */
export function bridgesOf(interfaces: readonly { readonly interface: { readonly router: string } }[]): Router[] {
  const ids = new Set(interfaces.map((one) => one.interface.router).filter((id) => id.startsWith(BRIDGES)));
  return [...ids].map((id) => ({ id, forwards: { ipv4: true, ipv6: true }, bridges: true }));
}
