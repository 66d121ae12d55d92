/** Clients of SSL VPN at a FortiGate: which zones they are of, by the pools that their addresses are from. */
import { expect, it } from "vitest";
import { zone } from "./device-builder.js";
import { pairVerdicts } from "./text-plants.js";

interface Vpn {
  readonly pool?: string;
  readonly portal?: string;
  readonly settings?: string;
  readonly more?: string;
  readonly version?: string;
}

const POOL = "set type iprange\nset start-ip 10.9.0.5\nset end-ip 10.9.0.20";

/** A policy lets what comes out of the tunnels of clients into the network of zone dmz. */
function fortigate({ pool = POOL, portal = "", settings = "", more = "", version = "7.2.8" }: Vpn): string {
  return `#config-version=FGT60F-${version}-FW-build1639-240313:opmode=0:vdom=0:user=admin
config system interface
edit "lan"\nset vdom "root"\nset ip 10.1.1.1 255.255.255.0\nnext
edit "dmz"\nset vdom "root"\nset ip 10.2.0.1 255.255.255.0\nnext
edit "wan"\nset vdom "root"\nset ip 192.0.2.1 255.255.255.0\nnext
edit "ssl.root"\nset vdom "root"\nset type tunnel\nnext
end
config firewall address\nedit "pool"\n${pool}\nnext\nend
config vpn ssl web portal\nedit "tunnel"\nset tunnel-mode enable\nset ip-pools "pool"\n${portal}\nnext\nend
config vpn ssl settings\nset source-interface "wan"\nset tunnel-ip-pools "pool"\nset default-portal "tunnel"\n${settings}\nend
config firewall policy
edit 1\nset srcintf "ssl.root"\nset dstintf "dmz"\nset srcaddr "all"\nset dstaddr "all"\nset action accept
set schedule "always"\nset service "ALL"\nnext
end
config router static\nedit 1\nset gateway 192.0.2.254\nset device "wan"\nnext\nend
${more}`;
}

const ZONES = ["lan 10.1.1.0/24", "dmz 10.2.0.0/24", "clients 10.9.0.0/24"];
const rule = (portal: string) =>
  `config authentication-rule\nedit 1\nset groups "g"\nset portal "${portal}"\nnext\nend`;

it.each<[string, Vpn, string, string]>([
  ["of a pool are no others", {}, "proved", "violated"],
  ["of a network", { pool: "set subnet 10.9.0.0 255.255.255.0" }, "proved", "violated"],
  ["of a part of a zone are that zone", { pool: POOL.replaceAll("10.9.0", "10.1.1") }, "violated", "proved"],
  ["that log in by a rule", { settings: rule("tunnel") }, "proved", "violated"],
  ["of a portal that is not in the file", { settings: rule("gone") }, "unproved", "unproved"],
  ["that no portal is for", { settings: 'set default-portal ""' }, "unproved", "unproved"],
  ["with addresses of an authentication server", { portal: "set ip-mode user-group" }, "unproved", "unproved"],
  ["that a portal speaks for", { portal: "set web-mode enable" }, "unproved", "unproved"],
  ["with addresses of IPv6", { portal: "set ipv6-tunnel-mode enable" }, "unproved", "unproved"],
  ["of a pool that is a name", { pool: 'set type fqdn\nset fqdn "a.example"' }, "unproved", "unproved"],
  ["of a pool that is not in the file", { portal: 'append ip-pools "gone"' }, "unproved", "unproved"],
  ["of a pool with a statement that is not known", { pool: `${POOL}\nset frobnicate 1` }, "unproved", "unproved"],
  ["without routes to the pool", { settings: "set auto-tunnel-static-route disable" }, "unproved", "unproved"],
  ["that cannot dial in", { settings: "set status disable" }, "unproved", "unproved"],
  ["of a release that writes portals another way", { version: "5.2.8" }, "unproved", "unproved"],
])("clients %s", async (_, vpn, lan, clients) => {
  const verdicts = [`lan > dmz ${lan}`, `clients > dmz ${clients}`, "dmz > lan proved"];
  expect(await pairVerdicts([fortigate(vpn)], ZONES)).toEqual(expect.arrayContaining(verdicts));
});

it("networks that routes lead to over the tunnel are behind it as well", async () => {
  const more = 'config router static\nedit 2\nset dst 10.7.0.0 255.255.0.0\nset device "ssl.root"\nnext\nend\n';
  const verdicts = ["far > dmz violated", "lan > dmz proved"];
  expect(await pairVerdicts([fortigate({ more })], [...ZONES, "far 10.7.0.0/16"])).toEqual(
    expect.arrayContaining(verdicts),
  );
});

const OUTSIDE = zone("outside 198.51.100.0/24", "internet");

it.each([
  ["", "proved", "proved"],
  ["set web-mode enable", "unproved", "proved"],
])(
  "a portal with '%s' may speak to servers for whoever logs in from there, and for nobody else",
  async (portal, wan, lan) => {
    const verdicts = [`outside > dmz ${wan}`, `outside > lan proved`, `lan > outside ${lan}`];
    expect(await pairVerdicts([fortigate({ portal })], [...ZONES, OUTSIDE])).toEqual(expect.arrayContaining(verdicts));
  },
);

it("the device as a client of an SSL VPN may send anything into its tunnel that the server has routes for", async () => {
  const type = (text: string) =>
    fortigate({ more: `config system interface\nedit "ssl.root"\nset type ${text}\nnext\nend\n` });
  const client = type("ssl").replaceAll("ssl.root", "over");
  const found = await pairVerdicts(
    [client.replace('set srcintf "over"', 'set srcintf "lan"').replace('set dstintf "dmz"', 'set dstintf "over"')],
    [...ZONES, OUTSIDE],
  );
  expect(found).toEqual(expect.arrayContaining(["lan > outside unproved", "lan > clients unproved"]));
});
