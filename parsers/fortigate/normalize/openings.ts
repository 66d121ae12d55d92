/** Settings that let packets in beside the policies: how far cannot be told from the file, so the whole device is in doubt. */
import { isAtLeast } from "../header.js";
import { type Block, isEnabled, settingOf, textOf, valuesOf } from "../tree.js";
import type { Context } from "./context.js";

const POLICIES = ["firewall policy", "firewall policy6", "firewall consolidated policy", "firewall security-policy"];
const FULL_CONE = "any host may send to the translated source of a session, whatever the policies say";

const CACHED = "web sessions go to a cache, which connects for its clients";

const POOLS = ["firewall ippool", "firewall ippool6"];
const OPENED = "hosts inside open ports from outside for themselves";

/** Sections, the settings of their rows (or of a section without rows), and what each of these permits (Fortinet, FortiOS CLI reference). */
const OPENINGS: readonly { readonly sections: readonly string[]; readonly settings: ReadonlyMap<string, string> }[] = [
  { sections: POOLS, settings: new Map([["permit-any-host", FULL_CONE]]) },
  {
    sections: POLICIES,
    settings: new Map([
      ["permit-any-host", FULL_CONE],
      ["permit-stun-host", FULL_CONE],
      ["cgn-eif", FULL_CONE],
      ["pcp-inbound", OPENED],
      ["pcp-outbound", OPENED],
      ["wccp", CACHED],
    ]),
  },
  {
    sections: ["system settings"],
    settings: new Map([
      ["implicit-allow-dns", "DNS passes without a security policy in NGFW policy-based mode"],
      ["wccp-cache-engine", CACHED],
    ]),
  },
];

/** Adds a doubt for each such setting of a VDOM. @param interfaces the rows of `system interface`. */
export function doubtOpenings(vdom: Block, interfaces: readonly Block[], context: Context): void {
  for (const { sections, settings } of OPENINGS) {
    for (const section of vdom.configs.filter(({ name }) => sections.includes(name))) {
      doubtOpen(section, settings, context);
      for (const row of section.rows) doubtOpen(row, settings, context);
    }
  }
  const settings = vdom.configs.find(({ name }) => name === "system settings");
  if (settings !== undefined && textOf(settings, "opmode") === "transparent") {
    for (const row of interfaces) doubtSetting(row, "vlanforward", TAGGED, context);
    doubtTagged(interfaces, context);
  }
  doubtProxy(vdom, interfaces, context);
  doubtForwarded(vdom, context);
  doubtPublished(vdom, context);
}

const TAGGED = "tagged frames cross the ports in transparent mode without a policy";

/** Up to release 5.0.9 ports do so unless they are told not to (Fortinet, technical tip on the parameter vlanforward). */
function doubtTagged(interfaces: readonly Block[], context: Context): void {
  const { version } = context.header;
  if (version !== undefined && isAtLeast(version, 5, 0, 10)) return;
  const silent = interfaces.find((row) => !settingOf(row, "vlanid") && !settingOf(row, "vlanforward"));
  if (silent === undefined) return;
  const reason = `in early releases, "vlanforward" where ${silent.name} does not have it: ${TAGGED}`;
  context.doubt({ reason, scope: "device", at: context.rangeOf(silent) });
}

/**
 * Servers of a virtual IP of the kind `access-proxy` are spoken to by the device itself: whether the interfaces of the policy that
 * names it limit which ones is not documented.
 */
function doubtPublished(vdom: Block, context: Context): void {
  const rows = (name: string) => vdom.configs.filter((config) => config.name === name).flatMap((config) => config.rows);
  const either = (name: string) => [...rows(name), ...rows(`${name}6`)];
  const isLive = (row: Block) => textOf(row, "status") !== "disable";
  const published = either("firewall vip").filter((row) => textOf(row, "type") === "access-proxy" && isLive(row));
  if (published.length === 0) return;
  const names = published.map(({ name }) => name);
  const groups = either("firewall vipgrp").filter((row) =>
    valuesOf(row, "member").some((name) => names.includes(name)),
  );
  const all = [...names, ...groups.map(({ name }) => name)];
  const policy = POLICIES.flatMap(rows).find(
    (row) =>
      isLive(row) && [...valuesOf(row, "dstaddr"), ...valuesOf(row, "dstaddr6")].some((name) => all.includes(name)),
  );
  if (policy === undefined) return;
  const reason = "a proxy connects for its clients to servers that it publishes, past the interfaces of the policy";
  context.doubt({ reason, scope: "device", at: context.rangeOf(policy) });
}

/** Keys of policies whose web sessions go to a proxy elsewhere. */
const FORWARDED = ["webproxy-forward-server", "isolator-server"];

/** Such a proxy gets the sessions from the device itself, whatever policies say of its interface, and connects for the clients (Fortinet, administration guide, transparent web proxy forwarding). */
function doubtForwarded(vdom: Block, context: Context): void {
  for (const { name, rows } of vdom.configs) {
    const isOfProxy = name === "firewall proxy-policy";
    if (!isOfProxy && !POLICIES.includes(name)) continue;
    const row = rows.find((one) => {
      // In other policies the keys are known for doubtful, and few rows have any such.
      if (!isOfProxy && one.doubtful.length === 0) return false;
      const isLive = textOf(one, "status") !== "disable" && textOf(one, "action") !== "deny";
      return isLive && FORWARDED.some((key) => valuesOf(one, key).length > 0);
    });
    if (row === undefined) continue;
    const reason = "web sessions go to a proxy elsewhere, which connects for its clients";
    context.doubt({ reason, scope: "device", at: context.rangeOf(row) });
  }
}

function doubtOpen(block: Block, settings: ReadonlyMap<string, string>, context: Context): void {
  for (let index = 0; index < block.settings.length; index++) {
    const key = block.settings[index]?.key ?? "";
    const reason = settings.get(key);
    if (reason !== undefined && textOf(block, "status") !== "disable") doubtSetting(block, key, reason, context);
  }
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
  for (const [port, section] of EXPLICIT) {
    if (!interfaces.some((row) => isEnabled(row, port))) continue;
    for (const proxy of vdom.configs.filter(({ name }) => name === section)) {
      const without = settingOf(proxy, "sec-default-action");
      if (without?.values[0] !== "accept" || !isEnabled(proxy, "status")) continue;
      const reason = "a proxy connects for its clients where none of its policies says otherwise (sec-default-action)";
      context.doubt({ reason, scope: "device", at: context.settingRange(without) });
    }
  }
}

/** What an interface has on where clients may ask a proxy, and what says what such a proxy does. */
const EXPLICIT = [
  ["explicit-web-proxy", "web-proxy explicit"],
  ["explicit-ftp-proxy", "ftp-proxy explicit"],
] as const;

function doubtSetting(block: Block, key: string, reason: string, context: Context): void {
  const setting = settingOf(block, key);
  if (setting === undefined || !isEnabled(block, key)) return;
  context.doubt({ reason: `"${key}": ${reason}`, scope: "device", at: context.settingRange(setting) });
}
