/** IOS object groups (reference/cisco.md 2.3). */
import type { AddressExpression, ServiceExpression } from "../../../../src/model/expression.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { breakCycles, type Groups, idleIn, type Objects, objectsIn, openGroup, textOf } from "../object-groups.js";
import { networkMember } from "./network-group.js";
import { serviceMember } from "./service-group.js";

/** All object groups of a configuration, as they stand at its end. */
export function normalizeObjects(roots: readonly CiscoLine[], context: CiscoContext): Objects {
  const addresses: Groups<AddressExpression> = new Map();
  const services: Groups<ServiceExpression> = new Map();
  for (const line of roots) {
    const words = wordsOf(line);
    const isNegated = words[0] === "no";
    const [first, kind, name] = isNegated ? words.slice(1) : words;
    if (first !== "object-group" || name === undefined) continue;
    context.mark(line, "modelled");
    if (kind === "network" || kind === "v4-network") {
      if (isNegated) addresses.delete(name);
      else openGroup(addresses, name, line).push(...line.children.flatMap((child) => networkMember(child, context)));
    } else if (kind === "service" || kind === "protocol") {
      if (isNegated) services.delete(name);
      else openGroup(services, name, line).push(...line.children.flatMap((child) => serviceMember(child, context)));
    } else {
      context.markBlock(line, "filtering");
      context.unknown(line, "object-group", { scope: "device" });
    }
  }
  breakCycles(addresses, context);
  breakCycles(services, context);
  const text = textOf(roots);
  return {
    idle: [...idleIn(addresses, "address", text, context), ...idleIn(services, "service", text, context)],
    addresses: objectsIn(addresses, context),
    services: objectsIn(services, context),
  };
}
