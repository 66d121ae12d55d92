/** Address texts of the map, what is wrong with them reported. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { type AddressReading, readAddressText } from "./addresses.js";
import type { MapText } from "./reading.js";

/** Reads an address, a network or a range; `undefined` when it is none, which is then reported. */
export function readRange(
  { text, at }: MapText,
  diagnostics: Diagnostics,
): Extract<AddressReading, { kind: "range" }> | undefined {
  const read = readAddressText(text);
  if (read.kind === "range") return read;
  if (read.kind === "wrong") {
    diagnostics.add("zones/bad-address", at, { message: `"${text}" is not an address`, expected: read.expected });
  } else {
    diagnostics.add("zones/host-bits", at, {
      message: `${text} does not start its network`,
      expected: `${read.network} for the network, ${text.split("/")[0]} for the one address`,
    });
  }
  return undefined;
}
