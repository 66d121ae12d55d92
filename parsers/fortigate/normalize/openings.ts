/** Settings that let packets in beside the policies: how far cannot be told from the file, so the whole device is in doubt. */
import { type Block, isEnabled, settingOf, textOf } from "../tree.js";
import type { Context } from "./context.js";

interface Opening {
  /** Sections of whose rows the setting may be; of a section without rows its own. */
  readonly sections: readonly string[];
  readonly key: string;
  readonly reason: string;
}

const POLICIES = ["firewall policy", "firewall policy6", "firewall consolidated policy", "firewall security-policy"];
const FULL_CONE = "any host may send to the translated source of a session, whatever the policies say";

/** Fortinet, FortiOS CLI reference: what each of these permits. */
const OPENINGS: readonly Opening[] = [
  { sections: ["firewall ippool", "firewall ippool6"], key: "permit-any-host", reason: FULL_CONE },
  { sections: POLICIES, key: "permit-any-host", reason: FULL_CONE },
  { sections: POLICIES, key: "permit-stun-host", reason: FULL_CONE },
  { sections: POLICIES, key: "cgn-eif", reason: FULL_CONE },
  { sections: POLICIES, key: "pcp-inbound", reason: "hosts inside open ports from outside for themselves" },
  { sections: POLICIES, key: "pcp-outbound", reason: "hosts inside open ports from outside for themselves" },
  {
    sections: ["system settings"],
    key: "implicit-allow-dns",
    reason: "DNS passes without a security policy in NGFW policy-based mode",
  },
];

/** Adds a doubt for each such setting of a VDOM. @param interfaces the rows of `system interface`. */
export function doubtOpenings(vdom: Block, interfaces: readonly Block[], context: Context): void {
  for (const { sections, key, reason } of OPENINGS) {
    for (const section of vdom.configs.filter(({ name }) => sections.includes(name))) {
      for (const block of [section, ...section.rows]) {
        if (textOf(block, "status") !== "disable") doubtSetting(block, key, reason, context);
      }
    }
  }
  const settings = vdom.configs.find(({ name }) => name === "system settings");
  if (settings !== undefined && textOf(settings, "opmode") === "transparent") {
    for (const row of interfaces) {
      doubtSetting(row, "vlanforward", "tagged frames cross the ports in transparent mode without a policy", context);
    }
  }
  doubtProxy(vdom, interfaces, context);
}

/** Kinds of proxy that clients reach by a virtual IP or a tunnel, not by an interface that has one switched on. */
const PUBLISHED = new Set(["access-proxy", "ztna-proxy", "wanopt"]);

/** Clients of a proxy reach by it what its own policies accept, and no firewall policy is asked. */
function doubtProxy(vdom: Block, interfaces: readonly Block[], context: Context): void {
  const asks = interfaces.some((row) => isEnabled(row, "explicit-web-proxy") || isEnabled(row, "explicit-ftp-proxy"));
  const tables = vdom.configs.filter(({ name }) => /^firewall (?:explicit-)?proxy-policy$/.test(name));
  for (const table of tables) {
    const live = table.rows.filter((row) => textOf(row, "status") !== "disable");
    if (live.length === 0 || !(asks || live.some((row) => PUBLISHED.has(textOf(row, "proxy") ?? "")))) continue;
    const reason = "a proxy connects for its clients by policies of its own, which are not computed";
    context.doubt({ reason, scope: "device", at: context.rangeOf(table) });
  }
}

function doubtSetting(block: Block, key: string, reason: string, context: Context): void {
  const setting = settingOf(block, key);
  if (setting === undefined || !isEnabled(block, key)) return;
  context.doubt({ reason: `"${key}": ${reason}`, scope: "device", at: context.settingRange(setting) });
}
