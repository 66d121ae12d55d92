/** Cisco IOS, IOS-XE and NX-OS, routers and switches, and ASA. */
import { basename } from "node:path";
import type { Device } from "../../src/model/device.js";
import { LineAccount } from "../../src/source/line-account.js";
import { rangeOnLine } from "../../src/source/range.js";
import type { Vendor } from "../vendor.js";
import { detectCisco } from "./detect.js";
import { normalizeAsa } from "./normalize/asa/device.js";
import { checkWholeAsa } from "./normalize/asa/wholeness.js";
import { CiscoContext } from "./normalize/context.js";
import { normalizeIos } from "./normalize/ios/device.js";
import { normalizeNxos } from "./normalize/nxos/device.js";
import { checkWhole } from "./normalize/wholeness.js";
import { parseCisco } from "./parse.js";
import type { CiscoTree } from "./tree.js";

const PLATFORM_NAMES: Readonly<Record<string, string>> = { iosxr: "IOS-XR" };

const READERS: Readonly<Record<string, typeof normalizeIos>> = {
  ios: normalizeIos,
  nxos: normalizeNxos,
  asa: normalizeAsa,
};
const WHOLENESS: Readonly<Record<string, typeof checkWhole>> = {
  ios: checkWhole,
  nxos: checkWhole,
  asa: checkWholeAsa,
};

export const CISCO: Vendor = {
  id: "cisco",
  name: "Cisco (IOS, IOS-XE, NX-OS, ASA)",
  detect: detectCisco,
  parse: (file, { platform }, diagnostics) => {
    const tree = parseCisco(file.text, platform);
    const account = new LineAccount(tree.lines);
    for (const { first, last } of tree.literals) account.mark(first, last, "ignored");
    const context = new CiscoContext(file.path, platform, account, diagnostics);
    const name = basename(file.path).replace(/\.[^.]*$/, "");
    WHOLENESS[platform]?.(file.text, tree, context);
    const normalize = READERS[platform] ?? unread;
    return { devices: [normalize(tree, name, context)], account };
  },
};

/** A platform that is known and not read yet: nothing is claimed of it. */
function unread(tree: CiscoTree, name: string, context: CiscoContext): Device {
  const what = PLATFORM_NAMES[context.platform] ?? context.platform;
  const first = tree.roots[0] ?? { number: 1, indent: 0, text: "", children: [] };
  const reason = `this is the configuration of ${what}, which is not read yet`;
  context.report("cisco/platform-not-read", context.at(first), { message: reason });
  context.doubt(reason, first, { scope: "device" });
  for (const line of tree.roots) context.markBlock(line, "filtering");
  return {
    id: name,
    vendor: "cisco",
    platform: context.platform,
    file: context.file,
    at: rangeOnLine(context.file, first.number, 1, first.text.length),
    interfaces: [],
    routers: [],
    routes: [],
    addresses: [],
    services: [],
    tables: [],
    forwarding: [],
    toDevice: [],
    nat: [],
    management: { services: [] },
    doubts: context.doubts,
    unparsed: context.unparsed,
    idle: [],
  };
}
