/** How IPsec tunnels are protected, and who may join them. */
import type { VpnSelector, VpnTunnel } from "../../../../src/model/posture.js";
import { type Block, isEnabled, settingOf, textOf, valuesOf } from "../../tree.js";
import { readNumber } from "../address-text.js";
import { numberOf, type Sections } from "./sections.js";

/** Tunnels that are interfaces, and those that policies name. */
const KINDS = [
  ["vpn ipsec phase1-interface", "vpn ipsec phase2-interface"],
  ["vpn ipsec phase1", "vpn ipsec phase2"],
] as const;
const METHODS: Readonly<Record<string, VpnTunnel["authentication"]>> = {
  psk: "pre-shared-key",
  signature: "certificate",
  "rsa-signature": "certificate",
};
const IDLE_MINUTES = 15;

export function readTunnels(sections: Sections): VpnTunnel[] {
  return KINDS.flatMap(([first, second]) => {
    const selectors = sections.rows(second);
    return sections.rows(first).map((row) =>
      tunnel(
        row,
        selectors.filter((one) => textOf(one, "phase1name") === row.name),
        sections,
      ),
    );
  });
}

function tunnel(row: Block, selectors: readonly Block[], sections: Sections): VpnTunnel {
  const [secret] = valuesOf(row, "psksecret");
  const mode = textOf(row, "mode-cfg") === "enable";
  const [from, to] = [textOf(row, "ipv4-start-ip"), textOf(row, "ipv4-end-ip")];
  return {
    name: row.name,
    interface: textOf(row, "interface"),
    ikeVersion: numberOf(row, "ike-version") ?? 1,
    aggressive: textOf(row, "mode") === "aggressive" && (numberOf(row, "ike-version") ?? 1) === 1,
    dialUp: textOf(row, "type") === "dynamic",
    authentication: METHODS[textOf(row, "authmethod") ?? "psk"] ?? "unknown",
    secret: secret === undefined ? "none" : secret === "ENC" ? "reversible" : "plain",
    userLogin: userLogin(row),
    userGroup: textOf(row, "authusrgrp"),
    proposals: proposalsOf(row),
    dhGroups: groupsOf(row, sections),
    pool: mode && from !== undefined && to !== undefined ? `${from}-${to}` : undefined,
    splitTunnel: mode && settingOf(row, "ipv4-split-include") !== undefined,
    idleMinutes: isEnabled(row, "idle-timeout") ? (numberOf(row, "idle-timeoutinterval") ?? IDLE_MINUTES) : 0,
    selectors: selectors.map((one) => selector(one, sections)),
    at: sections.placeOf(row),
  };
}

/** People log in by EAP with IKEv2 and by XAuth with IKEv1. */
function userLogin(row: Block): string | undefined {
  if (isEnabled(row, "eap")) return "eap";
  const xauth = textOf(row, "xauthtype") ?? "disable";
  return xauth === "disable" || xauth === "client" ? undefined : "xauth";
}

function selector(row: Block, sections: Sections): VpnSelector {
  const forwardSecrecy = isEnabled(row, "pfs", true);
  return {
    name: row.name,
    proposals: proposalsOf(row),
    forwardSecrecy,
    dhGroups: forwardSecrecy ? groupsOf(row, sections) : undefined,
    at: sections.placeOf(row),
  };
}

/** Which proposals a release has by default differs from patch to patch: nothing is said where the key is absent. */
function proposalsOf(row: Block): readonly string[] | undefined {
  const proposals = listOf(row, "proposal");
  return proposals.length > 0 ? proposals : undefined;
}

/** 14 and 5 by default from 6.0 up to 7.4; not said for others. */
function groupsOf(row: Block, sections: Sections): readonly number[] | undefined {
  const groups = listOf(row, "dhgrp").flatMap((value) => readNumber(value, 99) ?? []);
  if (groups.length > 0) return groups;
  return sections.isSince(6, 0) && sections.isBefore(7, 6) ? [14, 5] : undefined;
}

/** Values of a list, in quotes together or one by one. */
function listOf(row: Block, key: string): string[] {
  return valuesOf(row, key).flatMap((value) => value.split(" ").filter((part) => part !== ""));
}
