/** Packets that are kept out of IPsec, or dropped by it, though they are between networks of a tunnel. */
import type { AddressExpression } from "../../../src/model/expression.js";
import { child, children, descend, type Element, has, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { hidden } from "./implicit.js";
import type { Interfaces } from "./interfaces.js";
import { readNetwork } from "./ip.js";
import { phasesOfModel, wordsOf } from "./ipsec-phases.js";
import type { PfRule } from "./order.js";
import { union } from "./table.js";

interface Ends {
  readonly at: Element;
  readonly source: AddressExpression;
  readonly destination: AddressExpression;
}

const ANY: AddressExpression = { kind: "any" };

/**
 * What goes round a tunnel leaves as the other routes say, and comes in where they lead it, whatever stands at `enc0`: policies of
 * strongSwan that let pass come before those of tunnels (swanctl.conf(5): mode). pfSense writes them of `bypassrules` where `ipsecbypass` is set (ipsec.inc), and
 * of its LAN to its own address, which no other zone is at; OPNsense of `passthrough_networks`, among each other, and of children
 * of the mode `pass` (plugins.inc.d/ipsec.inc). One of the mode `drop` lets nothing through, either way: policies are of both
 * directions (swanctl --list-pols).
 */
export function bypasses(context: Context, interfaces: Interfaces): PfRule[] {
  if (!interfaces.byId.has("enc0")) return [];
  const of = (mode: string) => phasesOfModel(context).filter((phase) => textOf(phase, "mode") === mode);
  const passed = [...bypassRules(context), ...passthrough(context), ...of("pass").map(endsOf)];
  const dropped = of("drop").flatMap((phase) => bothWays(endsOf(phase)));
  const beside = "packets that are kept out of IPsec leave as the other routes say, which is not followed";
  const refused = "IPsec drops packets while its connection is loaded";
  const arriving = "packets that are kept out of IPsec come in as the far end routes them, which is not followed";
  return [
    ...passed.flatMap(({ at, source, destination }, index) => {
      const common = {
        name: "packets that are kept out of IPsec",
        action: "unknown",
        quick: true,
        interfaces: ["enc0"],
        at: context.place(at),
      } as const;
      return [
        hidden({
          ...common,
          id: `ipsec-bypass-${index + 1}`,
          direction: "out",
          source,
          destination,
          doubts: [{ doubt: context.doubt("rule", beside, at), effect: "narrows" }],
        }),
        hidden({
          ...common,
          id: `ipsec-bypass-${index + 1}-in`,
          direction: "in",
          source: destination,
          destination: source,
          doubts: [{ doubt: context.doubt("rule", arriving, at), effect: "narrows" }],
        }),
      ];
    }),
    ...dropped.map(({ at, source, destination }, index) =>
      hidden({
        id: `ipsec-drop-${index + 1}`,
        name: "packets that IPsec drops",
        action: "deny",
        quick: true,
        direction: "out",
        source,
        destination,
        doubts: [{ doubt: context.doubt("rule", refused, at), effect: "narrows" }],
        at: context.place(at),
      }),
    ),
  ];
}

function bothWays({ at, source, destination }: Ends): Ends[] {
  return [
    { at, source, destination },
    { at, source: destination, destination: source },
  ];
}

function bypassRules({ root, isOPNsense }: Context): Ends[] {
  const ipsec = child(root, "ipsec");
  if (isOPNsense || !has(ipsec, "ipsecbypass")) return [];
  return children(child(ipsec, "bypassrules"), "rule").map((at) => ({
    at,
    source: network(`${textOf(at, "source")}/${textOf(at, "srcmask")}`),
    destination: network(`${textOf(at, "destination")}/${textOf(at, "dstmask")}`),
  }));
}

function passthrough({ root, isOPNsense }: Context): Ends[] {
  if (!isOPNsense) return [];
  const places = [child(root, "ipsec"), descend(root, "opnsense", "ipsec", "general")];
  return places.flatMap((place) => {
    const at = child(place, "passthrough_networks");
    if (at === undefined || wordsOf(at).length === 0) return [];
    const all = union(wordsOf(at).map(network));
    return [{ at, source: all, destination: all }];
  });
}

function endsOf(at: Element): Ends {
  const end = (name: string): AddressExpression => {
    const words = wordsOf(child(at, name));
    return words.length === 0 ? ANY : union(words.map(network));
  };
  return { at, source: end("local_ts"), destination: end("remote_ts") };
}

/** What is not a network may be any. */
function network(text: string): AddressExpression {
  return readNetwork(text) ?? ANY;
}
