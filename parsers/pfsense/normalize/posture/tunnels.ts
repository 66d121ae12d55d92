/** How IPsec tunnels are protected: phases of the old place, connections of the OPNsense model. */
import type { VpnSelector, VpnTunnel } from "../../../../src/model/posture.js";
import { child, children, descend, type Element, has, textOf } from "../../tree.js";
import type { Context } from "../context.js";
import { isOn } from "../switches.js";
import { LOCAL_GROUP } from "./users.js";

export function readTunnels(context: Context): VpnTunnel[] {
  const ipsec = child(context.root, "ipsec");
  const phases = children(ipsec, "phase1").filter((phase) => !isOn(context, phase, "disabled"));
  return [...phases.map((phase) => ofPhase(context, ipsec, phase)), ...ofConnections(context)];
}

function ofPhase(context: Context, ipsec: Element | undefined, phase: Element): VpnTunnel {
  const method = textOf(phase, "authentication_method");
  const type = textOf(phase, "iketype");
  const client = child(ipsec, "client");
  const dialUp = has(phase, "mobile");
  const login = /^(xauth|hybrid|eap)/.exec(method)?.[1];
  const pool = textOf(client, "pool_address");
  const seconds = children(ipsec, "phase2").filter(
    (each) => textOf(each, "ikeid") === textOf(phase, "ikeid") && !isOn(context, each, "disabled"),
  );
  return {
    name: textOf(phase, "descr") || `phase 1 number ${textOf(phase, "ikeid")}`,
    interface: textOf(phase, "interface") || undefined,
    ikeVersion: type === "ikev2" ? 2 : 1,
    aggressive: type !== "ikev2" && textOf(phase, "mode") === "aggressive",
    dialUp,
    authentication: method.includes("psk") || method === "pre_shared_key" ? "pre-shared-key" : authenticationOf(method),
    secret: textOf(phase, "pre-shared-key") === "" ? "none" : "plain",
    userLogin: login === "hybrid" ? "xauth" : login,
    // Only what XAuth asks the local database is a password alone.
    userGroup: login === "xauth" && textOf(client, "user_source") === LOCAL_GROUP ? LOCAL_GROUP : undefined,
    proposals: proposalsOf(phase),
    dhGroups: groupsOf(phase),
    pool: dialUp && pool !== "" ? `${pool}/${textOf(client, "pool_netbits")}` : undefined,
    splitTunnel: dialUp && isOn(context, client, "net_list"),
    idleMinutes: undefined,
    selectors: seconds.map((second) => selectorOf(context, second)),
    at: context.startOf(phase),
  };
}

function authenticationOf(method: string): VpnTunnel["authentication"] {
  return /rsa|cert|tls|pkcs/.test(method) ? "certificate" : "unknown";
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
    const name = `${textOf(cipher, "name")}${textOf(cipher, "keylen")}`;
    return [[name, digest(textOf(item, "hash-algorithm"))].filter((word) => word !== "").join("-")];
  });
  return found.length > 0 ? found : undefined;
}

function groupsOf(phase: Element): number[] | undefined {
  const found = itemsOf(phase).flatMap((item) => numbers(textOf(item, "dhgroup")));
  return found.length > 0 ? found : undefined;
}

function numbers(text: string): number[] {
  return /^\d{1,2}$/.test(text) ? [Number(text)] : [];
}

function selectorOf(context: Context, second: Element): VpnSelector {
  const ciphers = children(second, "encryption-algorithm-option").map(
    (each) => `${textOf(each, "name")}${textOf(each, "keylen").replace("auto", "")}`,
  );
  const hashes = children(second, "hash-algorithm-option").map((each) => digest(each.text));
  const proposals = ciphers.flatMap((cipher) =>
    hashes.length === 0 ? [cipher] : hashes.map((hash) => `${cipher}-${hash}`),
  );
  const group = numbers(textOf(second, "pfsgroup")).filter((number) => number > 0);
  return {
    name: textOf(second, "descr") || `phase 2 of ${textOf(second, "ikeid")}`,
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

/** Groups of Diffie-Hellman by the names that strongSwan has for them. */
const GROUPS: Readonly<Record<string, number>> = {
  modp768: 1,
  modp1024: 2,
  modp1536: 5,
  modp2048: 14,
  modp3072: 15,
  modp4096: 16,
  modp6144: 17,
  modp8192: 18,
  ecp256: 19,
  ecp384: 20,
  ecp521: 21,
  x25519: 31,
  curve25519: 31,
};

function ofConnections(context: Context): VpnTunnel[] {
  const swanctl = descend(context.root, "opnsense", "swanctl");
  const rows = (name: string) => child(swanctl, name)?.children ?? [];
  return rows("connections")
    .filter((each) => textOf(each, "enabled") !== "0")
    .map((connection) => {
      const uuid = connection.attributes?.uuid ?? "";
      const own = (name: string) => rows(name).filter((each) => textOf(each, "connection") === uuid);
      const methods = [...own("locals"), ...own("remotes")].map((each) => textOf(each, "auth"));
      const login = methods.find((method) => method.startsWith("eap"));
      return {
        name: textOf(connection, "description") || uuid,
        interface: undefined,
        ikeVersion: textOf(connection, "version") === "2" ? 2 : 1,
        aggressive: textOf(connection, "aggressive") === "1",
        dialUp: textOf(connection, "remote_addrs") === "",
        authentication: methods.includes("psk")
          ? "pre-shared-key"
          : authenticationOf(methods.join(" ").replace("pubkey", "rsa")),
        secret: methods.includes("psk") ? "plain" : "none",
        userLogin: login === undefined ? undefined : "eap",
        userGroup: undefined,
        ...agreed(textOf(connection, "proposals")),
        pool: textOf(connection, "pools") || undefined,
        splitTunnel: undefined,
        idleMinutes: undefined,
        selectors: own("children").map((each) => ({
          name: textOf(each, "description") || uuid,
          ...agreed(textOf(each, "esp_proposals")),
          forwardSecrecy: agreed(textOf(each, "esp_proposals")).dhGroups !== undefined,
          at: context.startOf(each),
        })),
        at: context.startOf(connection),
      } as const;
    });
}

/** A comma list such as `aes256-sha256-modp2048`; `default` leaves it to the release. */
function agreed(text: string): Pick<VpnTunnel, "proposals" | "dhGroups"> {
  const written = text.split(",").filter((word) => word !== "" && word !== "default");
  const groups = written.flatMap((one) => one.split("-").flatMap((word) => GROUPS[word] ?? []));
  const proposals = written.map((one) =>
    one
      .split("-")
      .filter((word) => GROUPS[word] === undefined)
      .join("-"),
  );
  return {
    proposals: proposals.length > 0 ? proposals : undefined,
    dhGroups: groups.length > 0 ? groups : undefined,
  };
}
