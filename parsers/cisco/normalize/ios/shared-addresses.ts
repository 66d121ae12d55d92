/** Addresses that routers share: HSRP, VRRP, GLBP on IOS (reference/cisco.md 2.1). */
import { readIPv4, readIPv6 } from "../../../../src/packets/address.js";
import type { CiscoLine } from "../../tree.js";
import { placeOf } from "../interface-statements.js";
import type { IosDraft } from "./interface-draft.js";

/** How the routers of a group agree on who has its address: no word of theirs changes what passes. */
const AGREEMENT =
  /^(?:accept-mode|arp|authentication|bfd|client-cache|delay|description|follow|forwarder|load-balancing|mac-address|mac-refresh|name|preempt|priority|redirects?|shutdown|sso|timers?|track|use-bia|version|weighting)$/i;

/** The same in a group that is a block of its own (VRRP version 3). */
const IN_GROUP =
  /^(?:(?:no |default )?(?:accept-mode|description|match-address|preempt|priority|shutdown|timers|track|vrrpv2|vrrs)\b|exit(?:-vrrp)?$)/i;

/**
 * `standby 1 ip X`, `standby 1 ipv6 X/64`, `vrrp 1 address-family ipv6` / `address X`: an address the unit shares with its peer;
 * without X it learns that of IPv4 from the peer (HSRP and GLBP; without a number it is group 0). Addresses of the link alone
 * are left out, as those of interfaces are. Words that are not known may be an address as well.
 */
export function readVirtual(draft: IosDraft, rest: readonly string[], line: CiscoLine): boolean {
  const at = addressAt(rest);
  const word = at < 0 ? undefined : rest[at + 1];
  const group = groupOf(rest, line);
  const written = line.children.flatMap(({ text }) => /^address (\S+)/.exec(text)?.[1] ?? []);
  const all = [...(word === undefined ? [] : [word]), ...written];
  draft.unknown.push(...line.children.filter(({ text }) => !/^address \S/.test(text) && !IN_GROUP.test(text)));
  const read = all.map((text) => addVirtual(draft, text, group, line));
  const isMissing = at >= 0 && rest[at] === "ip" && readIPv4(word ?? "") === undefined;
  // One that cannot be read may be that of any peer as well.
  if (isMissing) draft.learnsFrom.push(group);
  return read.every((isRead) => isRead) && (at >= 0 || AGREEMENT.test(wordOf(rest)) || isGroup(rest));
}

/** The word behind the number of a group, which stands first without one. */
function wordOf([first = "", second = ""]: readonly string[]): string {
  return /^\d+$/.test(first) ? second : first;
}

function isGroup(rest: readonly string[]): boolean {
  return /^\d+ address-family ipv[46]$/i.test(rest.join(" "));
}

/** `no standby 1`, `no standby 1 ip [X]`: what the group shares is gone; without its other words nothing changes. */
export function removeVirtual(draft: IosDraft, rest: readonly string[], line: CiscoLine): boolean {
  const at = addressAt(rest);
  if (rest.length > 1 && at < 0 && !isGroup(rest)) return AGREEMENT.test(wordOf(rest));
  const group = groupOf(rest, line);
  const [, word] = at < 0 ? [] : rest.slice(at);
  const own = word === undefined ? undefined : addressOf(word);
  if (word !== undefined && own === undefined && !/^autoconfig$/i.test(word)) return false;
  draft.addresses = draft.addresses.filter((one) => one.group !== group || (own !== undefined && one.address !== own));
  if (own === undefined) draft.learnsFrom = draft.learnsFrom.filter((one) => one !== group);
  return true;
}

function addressAt(rest: readonly string[]): number {
  return rest.findIndex((word) => word === "ip" || word === "ipv6");
}

/** Groups of one number are another for each protocol; of IPv6 none learns an address. */
function groupOf(rest: readonly string[], { text }: CiscoLine): string {
  const protocol = /^(?:(?:no|default) )?(\S*)/i.exec(text)?.[1]?.toLowerCase();
  return `${protocol} ${addressAt(rest) === 0 ? "0" : rest[0]}`;
}

function addVirtual(draft: IosDraft, text: string, group: string, line: CiscoLine): boolean {
  const address = addressOf(text);
  if (address === undefined) return text === "autoconfig";
  if (isLinkLocal(address)) return true;
  const at = placeOf(draft, line);
  draft.addresses.push(
    typeof address === "bigint"
      ? { family: 6, prefixLength: 128, address, kind: "virtual", group, at }
      : { family: 4, prefixLength: 32, address, kind: "virtual", group, at },
  );
  return true;
}

function addressOf(text: string): number | bigint | undefined {
  return readIPv4(text) ?? readIPv6(text.replace(/\/\d{1,3}$/, ""));
}

/** fe80::/10. */
function isLinkLocal(address: number | bigint): boolean {
  return typeof address === "bigint" && address >> 118n === 0x3fan;
}
