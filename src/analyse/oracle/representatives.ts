/** Addresses and ports that stand for all of a range: those at which something that a device says begins or ends. */
import type { Device } from "../../model/device.js";
import type { AddressExpression, PortRange, ServiceExpression } from "../../model/expression.js";

type Address = number | bigint;

/** Up to how many addresses all are tried. */
const FEW = 16;

export class Representatives {
  private readonly addressEdges: Record<4 | 6, Set<Address>> = { 4: new Set(), 6: new Set() };
  private readonly portEdges = { source: new Set([0, 1023, 1024, 49_152, 65_535]), destination: new Set([0, 65_535]) };

  constructor({ addresses, services, tables }: Pick<Device, "addresses" | "services" | "tables">) {
    for (const { value } of addresses) this.seeAddress(value);
    for (const { value } of services) this.seeService(value);
    for (const { match } of tables.flatMap(({ rules }) => rules)) {
      this.seeAddress(match.source);
      this.seeAddress(match.destination);
      this.seeService(match.service);
    }
  }

  /** Of some ranges; of all addresses where these are not known. */
  addresses(ranges: readonly (readonly [Address, Address])[] | undefined, family: 4 | 6): Address[] {
    const all: (readonly [Address, Address])[] = family === 4 ? [[0, 0xffffffff]] : [[0n, (1n << 128n) - 1n]];
    const found = (ranges ?? all).flatMap(([from, to]) => {
      const size = BigInt(to) - BigInt(from) + 1n;
      if (size <= BigInt(FEW)) return Array.from({ length: Number(size) }, (_, index) => next(from, index));
      return [from, to, ...[...this.addressEdges[family]].filter((edge) => from <= edge && edge <= to)];
    });
    return [...new Set(found)];
  }

  ports(ranges: readonly PortRange[], side: "source" | "destination"): number[] {
    const found = ranges.flatMap(({ from, to }) => [
      from,
      to,
      ...[...this.portEdges[side]].filter((edge) => from <= edge && edge <= to),
    ]);
    return [...new Set(found)];
  }

  private edges(from: Address, to: Address, family: 4 | 6): void {
    for (const edge of [from, to, next(from, -1), next(to, 1)]) this.addressEdges[family].add(edge);
  }

  private seeAddress(expression: AddressExpression): void {
    switch (expression.kind) {
      case "range4":
        this.edges(expression.from, expression.to, 4);
        return;
      case "range6":
        this.edges(expression.from, expression.to, 6);
        return;
      case "pattern4":
        this.edges(expression.value, (expression.value | ~expression.care) >>> 0, 4);
        return;
      case "union":
        for (const part of expression.of) this.seeAddress(part);
        return;
      case "except":
        this.seeAddress(expression.base);
        this.seeAddress(expression.minus);
        return;
      case "not":
        this.seeAddress(expression.of);
        return;
      case "unknown":
        for (const part of [expression.lower, expression.upper]) if (part !== undefined) this.seeAddress(part);
        return;
      default:
        return;
    }
  }

  private seeService(expression: ServiceExpression): void {
    switch (expression.kind) {
      case "ports":
        for (const side of ["source", "destination"] as const) {
          for (const { from, to } of expression[side] ?? []) {
            for (const edge of [from - 1, from, to, to + 1]) {
              if (edge >= 0 && edge <= 65_535) this.portEdges[side].add(edge);
            }
          }
        }
        return;
      case "union":
        for (const part of expression.of) this.seeService(part);
        return;
      case "not":
        this.seeService(expression.of);
        return;
      case "unknown":
        for (const part of [expression.lower, expression.upper]) if (part !== undefined) this.seeService(part);
        return;
      default:
        return;
    }
  }
}

function next(address: Address, by: number): Address {
  return typeof address === "bigint" ? address + BigInt(by) : address + by;
}
