/** Groups of ports without a protocol: `object-group ip port` of NX-OS and of the Catalyst 6500 (reference/cisco.md 2.3). */
import type { PortRange, ServiceExpression } from "../../../src/model/expression.js";
import type { CiscoContext } from "./context.js";
import { readPortTest } from "./service.js";

/** A port group has no protocol: the name of a port may be one of TCP or of UDP. */
export function portMember(
  words: readonly string[],
  at: ReturnType<CiscoContext["at"]>,
  { platform }: CiscoContext,
): ServiceExpression | undefined {
  for (const protocol of [6, 17]) {
    const left = [...words];
    const destination = readPortTest(left, protocol, platform);
    if (destination !== undefined && left.length === 0) return { kind: "ports", protocol, destination, at };
  }
  return undefined;
}

/** What the members of a group hold together; `undefined` where one of them was not understood, or there is no group. */
export function rangesOf(members: readonly ServiceExpression[] | undefined): readonly PortRange[] | undefined {
  const all = members?.map((member) => (member.kind === "ports" ? member.destination : undefined));
  return all?.some((ranges) => ranges === undefined) ? undefined : all?.flatMap((ranges) => ranges ?? []);
}
