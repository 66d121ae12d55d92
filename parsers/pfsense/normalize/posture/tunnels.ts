/** How tunnels are protected: phases of IPsec here, its connections of the OPNsense model and other kinds beside. */
import type { VpnSelector, VpnTunnel } from "../../../../src/model/posture.js";
import { maskName } from "../../../../src/source/mask.js";
import { child, children, descend, type Element, has, textOf } from "../../tree.js";
import type { Context } from "../context.js";
import { isOn } from "../switches.js";
import { readConnections } from "./connections.js";
import { readOtherTunnels } from "./other-tunnels.js";
import { authenticationOf } from "./peer-authentication.js";
import { LOCAL_GROUP } from "./users.js";

export function readTunnels(context: Context): VpnTunnel[] {
  const ofIpsec = isIpsecOff(context) ? [] : [...ofPhases(context), ...readConnections(context)];
  return [...ofIpsec, ...readOtherTunnels(context)];
}

/**
 * OPNsense has one switch for all of IPsec, and pfSense had one until 2.2, whose files have a version up to 12; later ones
 * look at each tunnel. A file without any place for the switch is taken for one that runs IPsec.
 */
function isIpsecOff(context: Context): boolean {
  const ipsec = child(context.root, "ipsec");
  const general = descend(context.root, "opnsense", "ipsec", "general");
  if (!context.isOPNsense) {
    const version = Number.parseFloat(textOf(context.root, "version"));
    return version > 0 && version < 13 && !has(ipsec, "enable");
  }
  const isKnown = ipsec !== undefined || has(general, "enabled");
  return isKnown && !isOn(context, ipsec, "enable") && !isOn(context, general, "enabled");
}

function ofPhases(context: Context): VpnTunnel[] {
  const ipsec = child(context.root, "ipsec");
  const phases = children(ipsec, "phase1").filter((phase) => !isOn(context, phase, "disabled"));
  // Dial-in is a switch of its own.
  const offered = phases.filter((phase) => !has(phase, "mobile") || isOn(context, child(ipsec, "client"), "enable"));
  return offered.map((phase) => ofPhase(context, ipsec, phase));
}

function ofPhase(context: Context, ipsec: Element | undefined, phase: Element): VpnTunnel {
  const method = textOf(phase, "authentication_method");
  const type = textOf(phase, "iketype");
  const client = child(ipsec, "client");
  const dialUp = has(phase, "mobile");
  const login = /^(?:\w+_)?(xauth|hybrid|eap)/.exec(method)?.[1];
  const pool = textOf(client, "pool_address");
  const seconds = children(ipsec, "phase2").filter(
    (each) => textOf(each, "ikeid") === textOf(phase, "ikeid") && !isOn(context, each, "disabled"),
  );
  return {
    name: maskName(textOf(phase, "descr")) || `phase 1 number ${textOf(phase, "ikeid")}`,
    interface: textOf(phase, "interface") || undefined,
    ikeVersion: type === "ikev2" ? 2 : 1,
    aggressive: type !== "ikev2" && textOf(phase, "mode") === "aggressive",
    dialUp,
    authentication: authenticationOf([method]),
    secret: textOf(phase, "pre-shared-key") === "" ? "none" : "plain",
    userLogin: login === "hybrid" ? "xauth" : login,
    // Only what XAuth asks the local database is a password alone.
    userGroup: login === "xauth" && asksLocal(client) ? LOCAL_GROUP : undefined,
    proposals: proposalsOf(phase),
    dhGroups: groupsOf(phase),
    pool: dialUp && pool !== "" ? `${pool}/${textOf(client, "pool_netbits")}` : undefined,
    splitTunnel: dialUp && isOn(context, client, "net_list"),
    idleMinutes: undefined,
    selectors: seconds.map((second) => selectorOf(context, second, dialUp ? client : undefined)),
    at: context.startOf(phase),
  };
}

/** `system` until pfSense 2.0. */
function asksLocal(client: Element | undefined): boolean {
  return wordsIn(textOf(client, "user_source")).some((source) => source === LOCAL_GROUP || source === "system");
}

/** Proposals in a list of items, or, in older files, one beside the rest. */
function itemsOf(phase: Element): readonly Element[] {
  const items = children(child(phase, "encryption"), "item");
  return items.length > 0 ? items : [phase];
}

function proposalsOf(phase: Element): string[] | undefined {
  const found = itemsOf(phase).flatMap((item) => {
    const cipher = child(item, "encryption-algorithm");
    if (!cipher) return [];
    const name = `${textOf(cipher, "name")}${textOf(cipher, "keylen").replace("auto", "")}`;
    return wordsIn(textOf(item, "hash-algorithm"), "").map((hash) =>
      [name, digest(hash)].filter((word) => word !== "").join("-"),
    );
  });
  return found.length > 0 ? found : undefined;
}

function groupsOf(phase: Element): number[] | undefined {
  const found = itemsOf(phase).flatMap((item) => numbers(textOf(item, "dhgroup")));
  return found.length > 0 ? found : undefined;
}

/** OPNsense writes several digests and groups of one phase with commas between them. */
function wordsIn(text: string, ...without: readonly string[]): readonly string[] {
  const words = text.split(",").flatMap((word) => (word.trim() === "" ? [] : [word.trim()]));
  return words.length > 0 ? words : without;
}

function numbers(text: string): number[] {
  return wordsIn(text).flatMap((word) => (/^\d{1,2}$/.test(word) ? [Number(word)] : []));
}

/** Peers that dial in get the group of all of them, where there is one. */
function selectorOf(context: Context, second: Element, ofClients: Element | undefined): VpnSelector {
  // An authentication header encrypts nothing, whichever ciphers are written beside.
  const isClear = textOf(second, "protocol") === "ah";
  const ciphers = isClear
    ? ["null"]
    : children(second, "encryption-algorithm-option").map(
        (each) => `${textOf(each, "name")}${textOf(each, "keylen").replace("auto", "")}`,
      );
  const hashes = children(second, "hash-algorithm-option").map((each) => digest(each.text));
  const proposals = ciphers.flatMap((cipher) =>
    hashes.length === 0 || cipher.includes("gcm") ? [cipher] : hashes.map((hash) => `${cipher}-${hash}`),
  );
  const own = has(ofClients, "pfs_group") ? textOf(ofClients, "pfs_group") : textOf(second, "pfsgroup");
  const group = numbers(own).filter((number) => number > 0);
  return {
    name: maskName(textOf(second, "descr")) || `phase 2 of ${textOf(second, "ikeid")}`,
    proposals: proposals.length > 0 ? proposals : undefined,
    forwardSecrecy: group.length > 0,
    dhGroups: group.length > 0 ? group : undefined,
    at: context.startOf(second),
  };
}

/** `hmac_sha1` is SHA-1 in phase 2, `sha1` in phase 1. */
function digest(word: string): string {
  return word.replace(/^hmac_/, "");
}
