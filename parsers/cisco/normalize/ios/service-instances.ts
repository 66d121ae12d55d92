/** Which bridge domain takes the frames of a service instance (EFP), and the routed interface of that: BDI; `Vlan` on switches. */
import { type CiscoLine, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";

/** The service instances among the statements of a port. */
export function serviceInstances(statements: readonly CiscoLine[]): CiscoLine[] {
  return statements.filter(({ text }) => text.startsWith("service instance "));
}

/**
 * `bridge-domain N` in the instance, or `member PORT service-instance K` in the block of a bridge domain.
 * @returns `undefined`: it may be any.
 */
export function routedOf(
  instance: CiscoLine,
  isPort: (member: string) => boolean,
  roots: readonly CiscoLine[],
): string[] | undefined {
  const [, , number] = wordsOf(instance);
  const own = instance.children.flatMap(({ text }) => /^bridge-domain (\d+)\b/.exec(text)?.[1] ?? []);
  const of = beginning(roots, "bridge-domain").flatMap(({ text, children }) => {
    const domain = /^bridge-domain (\d+)$/.exec(text)?.[1];
    const isMember = children.some((child) => {
      const [, member = "", its] = /^member (.+) service-instance (\d+)\b/.exec(child.text) ?? [];
      return its === number && isPort(member);
    });
    return domain !== undefined && isMember ? [domain] : [];
  });
  const domains = [...own, ...of];
  const isElsewhere = instance.children.some(({ text }) => /^xconnect\b/.test(text));
  if (domains.length === 0 && !isElsewhere) return undefined;
  return domains.flatMap((domain) => [`BDI${domain}`, `Vlan${domain}`]);
}
