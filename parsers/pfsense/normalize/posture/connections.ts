/** Connections of IPsec as OPNsense has them since 23.1 (models/OPNsense/IPsec/Swanctl.xml): what is left out has the default of the model. */
import type { VpnTunnel } from "../../../../src/model/posture.js";
import { maskName } from "../../../../src/source/mask.js";
import { child, descend, type Element, textOf } from "../../tree.js";
import type { Context } from "../context.js";
import { authenticationOf } from "./peer-authentication.js";

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
  modp1024s160: 22,
  modp2048s224: 23,
  modp2048s256: 24,
  ecp192: 25,
  ecp224: 26,
  ecp224bp: 27,
  ecp256bp: 28,
  ecp384bp: 29,
  ecp512bp: 30,
  x25519: 31,
  curve25519: 31,
  x448: 32,
  curve448: 32,
};

export function readConnections(context: Context): VpnTunnel[] {
  const swanctl = descend(context.root, "opnsense", "swanctl");
  const rows = (name: string) =>
    (child(swanctl, name)?.children ?? []).filter((each) => textOf(each, "enabled") !== "0");
  return rows("connections").map((connection) => {
    const uuid = connection.attributes?.uuid ?? "";
    const own = (name: string) => rows(name).filter((each) => textOf(each, "connection") === uuid);
    const ends = [...own("locals"), ...own("remotes")];
    const methods = ends.map((each) => textOf(each, "auth") || "psk");
    const pools = textOf(connection, "pools").split(",");
    const pool = rows("pools").filter((each) => pools.includes(each.attributes?.uuid ?? textOf(each, "name")));
    return {
      name: maskName(textOf(connection, "description")) || uuid,
      interface: undefined,
      // 0, the default, takes both.
      ikeVersion: textOf(connection, "version") === "2" ? 2 : 1,
      aggressive: textOf(connection, "aggressive") === "1",
      dialUp: ["", "%any", "0.0.0.0/0", "::/0"].includes(textOf(connection, "remote_addrs")),
      authentication: authenticationOf(methods),
      secret: methods.includes("psk") ? "plain" : "none",
      userLogin: methods.flatMap((method) => /^(eap|xauth)/.exec(method)?.[1] ?? [])[0],
      userGroup: undefined,
      ...agreed(textOf(connection, "proposals")),
      pool: pool.map((each) => textOf(each, "addrs")).find((addresses) => addresses !== ""),
      splitTunnel: undefined,
      idleMinutes: undefined,
      selectors: own("children").map((each) => ofChild(context, each, uuid)),
      at: context.startOf(connection),
    } as const;
  });
}

function ofChild(context: Context, each: Element, uuid: string): VpnTunnel["selectors"][number] {
  const { proposals, dhGroups } = agreed(textOf(each, "esp_proposals"));
  return {
    name: maskName(textOf(each, "description")) || uuid,
    proposals,
    dhGroups,
    forwardSecrecy: dhGroups !== undefined,
    at: context.startOf(each),
  };
}

/** A comma list such as `aes256-sha256-modp2048`; `default` leaves it to the release. */
function agreed(text: string): Pick<VpnTunnel, "proposals" | "dhGroups"> {
  const written = text.split(",").filter((word) => word !== "" && word !== "default");
  const groups = written.flatMap((one) =>
    one.split("-").flatMap((word) => (Object.hasOwn(GROUPS, word) ? (GROUPS[word] ?? []) : [])),
  );
  const proposals = written.map((one) =>
    one
      .split("-")
      .filter((word) => !Object.hasOwn(GROUPS, word))
      .join("-"),
  );
  return {
    proposals: proposals.length > 0 ? proposals : undefined,
    dhGroups: groups.length > 0 ? groups : undefined,
  };
}
