/** Addresses of the device itself: those of its interfaces, and in transparent mode that of the whole device. */
import type { Interface } from "../../../src/model/device.js";
import type { AddressExpression, Family } from "../../../src/model/expression.js";
import type { SourceRange } from "../../../src/source/range.js";
import { settingOf, textOf } from "../tree.js";
import { readPrefix4, readPrefix6 } from "./address-text.js";
import type { Context } from "./context.js";
import type { VirtualDomain } from "./virtual-domain.js";

/** `manageip`, `manageip6`: in transparent mode the device has these, and its interfaces none. */
export function managed(domain: VirtualDomain, context: Context): Interface["addresses"] {
  return (["manageip", "manageip6"] as const).flatMap((key): Interface["addresses"] => {
    const setting = textOf(domain.settings, "opmode") === "transparent" ? settingOf(domain.settings, key) : undefined;
    if (!setting) return [];
    const at = context.settingRange(setting);
    const values = key === "manageip6" ? setting.values.slice(0, 1) : setting.values;
    const [first = "", second] = values;
    // Two addresses may stand in one line, each with its own mask behind a slash.
    const texts = second?.includes("/") ? values : [values.join(" ")];
    const read = key === "manageip" ? readManage4 : readManage6;
    const addresses = texts.flatMap((text) => read(text, at));
    if (first !== "" && addresses.length < texts.length) {
      context.notUnderstood(setting, "system settings");
      context.doubt({ reason: "the address of the device cannot be read", scope: "device", at });
      context.diagnostics.add("fortigate/bad-address", at, { expected: "the address of the device and its mask" });
    }
    return addresses;
  });
}

function readManage4(text: string, at: SourceRange): Interface["addresses"] {
  const prefix = readPrefix4(text.split(" ")) ?? readPrefix4(text.split("/"));
  return prefix ? [{ family: 4, address: prefix.address, prefixLength: 32, kind: "virtual", at }] : [];
}

function readManage6(text: string, at: SourceRange): Interface["addresses"] {
  const prefix = readPrefix6(text);
  return prefix ? [{ family: 6, address: prefix.address, prefixLength: 128, kind: "virtual", at }] : [];
}

/** The interface's own addresses of a family; where they are given by the network, any address may be one. */
export function ownAddresses(one: Interface, family: Family): AddressExpression {
  const of = one.addresses
    .filter((address) => address.family === family)
    .map(
      (own): AddressExpression =>
        typeof own.address === "bigint"
          ? { kind: "range6", from: own.address, to: own.address, at: own.at }
          : { kind: "range4", from: own.address, to: own.address, at: own.at },
    );
  const known: AddressExpression = of.length === 0 ? { kind: "none" } : { kind: "union", of };
  if (one.addressDoubt === undefined) return known;
  return { kind: "unknown", doubt: one.addressDoubt, lower: known, upper: { kind: "any", family } };
}
