/** FortiGate (FortiOS): the vendor object, the only file of this folder that others import. */
import { LineAccount } from "../../src/source/line-account.js";
import type { Vendor } from "../vendor.js";
import { detectFortios } from "./detect.js";
import { readHeader } from "./header.js";
import { Context } from "./normalize/context.js";
import { normalizeDevice } from "./normalize/device.js";
import { parseText } from "./parse.js";
import { Places } from "./places.js";
import { rewriteFortios } from "./rewrite.js";

export const FORTIGATE: Vendor = {
  id: "fortigate",
  name: "FortiGate (FortiOS)",
  detect: detectFortios,
  parse: (file, _detection, diagnostics, { asOfMinutes } = {}) => {
    const places = new Places(file);
    const account = new LineAccount(places.lines);
    const header = readHeader(file.text);
    const parsed = parseText(places, account, diagnostics, header);
    const context = new Context({ places, header, diagnostics, account, asOfMinutes });
    const device = normalizeDevice(parsed, context);
    // A part of an export, or a script, looks the same as one whose header somebody left out.
    const wholeness = header.complete ? {} : ({ wholeness: "no-bounds" } as const);
    return { devices: device ? [{ ...device, ...wholeness }] : [], account };
  },
  rewrite: rewriteFortios,
};
