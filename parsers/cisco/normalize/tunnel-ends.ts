/** Where tunnels start and end, as the statements of their interface say (reference/cisco.md 2.1). */
import type { Interface, TunnelEnds } from "../../../src/model/device.js";
import { readIPv4 } from "../../../src/packets/address.js";
import type { CiscoLine } from "../tree.js";

export type Carriers = NonNullable<TunnelEnds["carriedBy"]>;

/** What stands behind the last statement that begins so. */
export type Last = (start: string) => string | undefined;

/** How a platform says it. */
interface Dialect {
  readonly portName: (text: string) => string;
  readonly carriersOf: (last: Last) => Carriers | undefined;
  readonly termsOf?: (last: Last) => TunnelEnds["terms"];
  /** Whether a mode makes a tunnel with many far ends, which names none. */
  readonly hasManyEnds?: (mode: string) => boolean;
}

export function tunnelEnds(
  lines: readonly CiscoLine[],
  { portName, carriersOf, termsOf, hasManyEnds }: Dialect,
): Pick<Interface, "tunnel"> {
  const statements = statementsOf(lines);
  const last: Last = (start) => statements.findLast((text) => text.startsWith(start))?.slice(start.length);
  const remote = readIPv4(last("tunnel destination ") ?? "");
  const source = last("tunnel source ");
  const isOpen = remote === undefined && hasManyEnds?.(last("tunnel mode ") ?? "") !== true;
  if (source === undefined || isOpen) return {};
  const local = readIPv4(source);
  const carriedBy = carriersOf(last);
  const terms = termsOf?.(last);
  return {
    tunnel: {
      ...(local === undefined ? { over: portName(source) } : { local }),
      ...(remote === undefined ? {} : { remote }),
      ...(carriedBy === undefined ? {} : { carriedBy }),
      ...(terms === undefined ? {} : { terms }),
    },
  };
}

/** Generic routing encapsulation: both ends name the same key, or none. */
export function greOf(last: Last): Carriers {
  const key = last("tunnel key ");
  return [{ protocol: 47, ...(key === undefined ? {} : { key: Number(key) }) }];
}

export function statementsOf(lines: readonly CiscoLine[]): string[] {
  return lines.flatMap(({ children }) => children.map(({ text }) => text));
}
