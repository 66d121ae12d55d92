/** Cisco IOS, IOS-XE, NX-OS and IOS-XR, routers and switches, and ASA. */
import { basename } from "node:path";
import { withOpenTranslation } from "../../src/model/open-translation.js";
import { LineAccount } from "../../src/source/line-account.js";
import type { Vendor } from "../vendor.js";
import { detectCisco } from "./detect.js";
import { normalizeAsa } from "./normalize/asa/device.js";
import { checkWholeAsa } from "./normalize/asa/wholeness.js";
import { readIn } from "./normalize/beginning.js";
import { CiscoContext } from "./normalize/context.js";
import { normalizeIos } from "./normalize/ios/device.js";
import { normalizeIosxr } from "./normalize/iosxr/device.js";
import { normalizeNxos } from "./normalize/nxos/device.js";
import { TimeRanges } from "./normalize/time-ranges.js";
import { checkWhole } from "./normalize/wholeness.js";
import { parseCisco } from "./parse.js";
import { rewriteCisco } from "./rewrite.js";

const READERS: Readonly<Record<string, typeof normalizeIos>> = {
  ios: normalizeIos,
  nxos: normalizeNxos,
  asa: normalizeAsa,
  iosxr: normalizeIosxr,
};
const WHOLENESS: Readonly<Record<string, typeof checkWhole>> = {
  ios: checkWhole,
  nxos: checkWhole,
  asa: checkWholeAsa,
  iosxr: checkWhole,
};

export const CISCO: Vendor = {
  id: "cisco",
  name: "Cisco (IOS, IOS-XE, NX-OS, IOS-XR, ASA)",
  detect: detectCisco,
  parse: (file, { platform }, diagnostics, { asOfMinutes } = {}) => {
    const tree = parseCisco(file.text, platform);
    const account = new LineAccount(tree.lines);
    for (const { first, last } of tree.literals) account.mark(first, last, "ignored");
    const context = new CiscoContext(file.path, tree.text, platform, account, diagnostics, tree.roots);
    context.timeRanges = new TimeRanges(tree.roots, asOfMinutes);
    const name = basename(file.path).replace(/\.[^.]*$/, "");
    readIn(tree.text, tree.roots);
    WHOLENESS[platform]?.(file.text, tree, context);
    const normalize = READERS[platform];
    if (normalize === undefined) throw new Error(`no reader for ${platform}`);
    const device = normalize(tree, name, context);
    const { wholeness, translating } = context;
    const nat = withOpenTranslation(translating, device.nat);
    return { devices: [{ ...device, nat, ...(wholeness === undefined ? {} : { wholeness }) }], account };
  },
  rewrite: rewriteCisco,
};
