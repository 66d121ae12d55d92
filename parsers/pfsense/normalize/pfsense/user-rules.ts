/** Rules that users bring along: RADIUS tells the firewall what each of them may reach (reference/pfsense.md 3 step 1). */
import type { AddressExpression } from "../../../../src/model/expression.js";
import { child, children, type Element, has, textOf } from "../../tree.js";
import type { Context } from "../context.js";
import { hidden } from "../implicit.js";
import type { Interfaces } from "../interfaces.js";
import type { PfRule } from "../order.js";
import { isOn } from "../switches.js";
import { union } from "../table.js";

/** A tunnel whose users log in. */
interface Tunnel {
  readonly interface: string;
  /** Who is asked whether they may. */
  readonly asked: Element | undefined;
  /** The addresses that they get. */
  readonly users: AddressExpression;
}

/**
 * Before all others, and quick, in the anchors `openvpn` and `ipsec` (openvpn.attributes.php, ipsec.attributes.php: `inacl`, `outacl`
 * of Cisco-AVPair). What they let through is known at run time only; what they keep out is taken as nothing, as of other lists
 * that fill then.
 */
export function userRules(context: Context, interfaces: Interfaces): PfRule[] {
  return [...openVpn(context, interfaces), mobile(context)].flatMap((tunnel, index) => {
    const { interface: id, asked, users } = tunnel;
    if (asked === undefined || !interfaces.byId.get(id)?.enabled || !asksRadius(context, asked)) return [];
    const reason = "RADIUS may tell what each user of this tunnel reaches: such rules are known at run time only";
    const common = {
      name: "rules that users bring along",
      action: "permit",
      quick: true,
      interfaces: [id],
      doubts: [{ doubt: context.doubt("rule", reason, asked), effect: "narrows" }],
      at: context.place(asked),
    } as const;
    return [
      hidden({ ...common, id: `users-${index + 1}-in`, direction: "in", source: users }),
      hidden({ ...common, id: `users-${index + 1}-out`, direction: "out", destination: users }),
    ];
  });
}

/** Modes in which users log in with a password. */
const WITH_PASSWORD = new Set(["server_user", "server_tls_user"]);

function openVpn(context: Context, interfaces: Interfaces): Tunnel[] {
  const servers = children(child(context.root, "openvpn"), "openvpn-server").filter(
    (server) => !isOn(context, server, "disable") && WITH_PASSWORD.has(textOf(server, "mode")),
  );
  return servers.map((server) => {
    const device = `ovpns${textOf(server, "vpnid")}`;
    const id = interfaces.all.find((each) => each.enabled && each.device === device)?.id ?? "openvpn";
    const words = ["tunnel_network", "tunnel_networkv6"].map((name) => textOf(server, name));
    return { interface: id, asked: child(server, "authmode"), users: networks(context, words) };
  });
}

/** Mobile clients of IPsec that log in by XAuth. */
function mobile(context: Context): Tunnel {
  const ipsec = child(context.root, "ipsec");
  const client = child(ipsec, "client");
  const logsIn = children(ipsec, "phase1").some(
    (phase) =>
      has(phase, "mobile") && !has(phase, "disabled") && textOf(phase, "authentication_method").startsWith("xauth"),
  );
  const pool = `${textOf(client, "pool_address")}/${textOf(client, "pool_netbits")}`;
  const asked = logsIn ? child(client, "user_source") : undefined;
  return { interface: "enc0", asked, users: networks(context, [pool]) };
}

/** Without a network in the file users may have any address. */
function networks({ literal }: Context, words: readonly string[]): AddressExpression {
  const found = words.flatMap((word) => literal(word) ?? []);
  return found.length === 0 ? { kind: "any" } : union(found);
}

function asksRadius({ root }: Context, { text }: Element): boolean {
  const names = text.split(",").map((name) => name.trim());
  const servers = children(child(root, "system"), "authserver");
  return servers.some((each) => textOf(each, "type") === "radius" && names.includes(textOf(each, "name")));
}
