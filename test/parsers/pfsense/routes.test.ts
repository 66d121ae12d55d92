/** Default routes that nobody wrote down: where pfSense and OPNsense may take a gateway by themselves, by family. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import type { Family } from "../../../src/model/expression.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { address, on, opnsense, pfsense, rule, type Sections } from "./configuration.js";
import { parseText } from "./walk.js";

interface Trap {
  readonly trap: string;
  readonly given: Sections;
  readonly family: Family;
  /** Where a default route may lead. */
  readonly over: readonly string[];
}

const ENTERED = (fields: string): string => `<gateways><gateway_item>${fields}</gateway_item></gateways>`;

const TRAPS: readonly Trap[] = [
  { trap: "an IPv4 gateway is taken where one is named", given: {}, family: 4, over: ["wan"] },
  { trap: "without any IPv6 on it WAN leads to no IPv6", given: {}, family: 6, over: [] },
  {
    trap: "an IPv6 address and a gateway: it may lead there",
    given: { wan: "<ipaddrv6>2001:db8::2</ipaddrv6><subnetv6>64</subnetv6><gatewayv6>WANGW6</gatewayv6>" },
    family: 6,
    over: ["wan"],
  },
  ...["track6", "idassoc6"].map((word) => ({
    trap: `${word} hands on a part of what another interface is given, and hears no router`,
    given: { wan: "<ipaddrv6>dhcp6</ipaddrv6>", lan: `<ipaddrv6>${word}</ipaddrv6>` },
    family: 6 as const,
    over: ["wan"],
  })),
  ...["dhcp6", "slaac", "6rd", "6to4"].map((word) => ({
    trap: `${word} may bring an address and a router with it`,
    given: { wan: `<ipaddrv6>${word}</ipaddrv6>` },
    family: 6 as const,
    over: ["wan"],
  })),
  {
    trap: "a word that nobody listed may bring one as well",
    given: { wan: "<ipaddrv6>dhcpv6</ipaddrv6>" },
    family: 6,
    over: ["wan"],
  },
  { trap: "none is none", given: { wan: "<ipaddrv6>none</ipaddrv6>" }, family: 6, over: [] },
  {
    trap: "an interface that asks for its IPv6 address alone leads there too",
    given: { opt1: "<ipaddrv6>dhcp6</ipaddrv6>" },
    family: 6,
    over: ["opt1"],
  },
  {
    trap: "what was not understood inside the interface may be one",
    given: { wan: "<ipv6-uplink>yes</ipv6-uplink>" },
    family: 6,
    over: ["wan"],
  },
  {
    trap: "a gateway that is entered may be taken, whatever the interface says",
    given: {
      more: ENTERED(
        "<interface>opt1</interface><gateway>2001:db8:2::fe</gateway><name>CELLGW6</name><ipprotocol>inet6</ipprotocol>",
      ),
    },
    family: 6,
    over: ["opt1"],
  },
  {
    trap: "one of IPv6 says nothing of IPv4",
    given: {
      more: ENTERED("<interface>opt1</interface><gateway>2001:db8:2::fe</gateway><name>CELLGW6</name>"),
    },
    family: 4,
    over: ["wan"],
  },
  {
    trap: "a default gateway that is named is the only one",
    given: {
      wan: "<ipaddrv6>dhcp6</ipaddrv6>",
      more: `<gateways><gateway_item><interface>opt1</interface><gateway>2001:db8:2::fe</gateway><name>CELLGW6</name><ipprotocol>inet6</ipprotocol></gateway_item><defaultgw6>CELLGW6</defaultgw6></gateways>`,
    },
    family: 6,
    over: ["opt1"],
  },
];

describe("default routes that nobody wrote down", () => {
  it.each(TRAPS)("$trap", ({ given, family, over }) => {
    const { device } = parseText(pfsense(given));
    const routes = device.routes.filter((route) => route.family === family && route.prefixLength === 0);
    expect(routes.map(({ egress }) => egress)).toEqual(over);
  });

  it("keeps open what addresses lie on an interface whose address cannot be read", () => {
    const { device } = parseText(pfsense({ opt1: "<ipaddrv6>2001:db8:2:g::1</ipaddrv6><subnetv6>64</subnetv6>" }));
    expect(device.interfaces.find(({ id }) => id === "opt1")?.addressDoubt).toBeDefined();
  });
});

describe("routes over a gateway that is switched off", () => {
  const entered = (fields: string) =>
    ENTERED(`<interface>opt1</interface><gateway>10.2.0.254</gateway><name>CELLGW</name>${fields}`);
  const routes = "<staticroutes><route><network>10.9.0.0/24</network><gateway>CELLGW</gateway></route></staticroutes>";

  it.each([
    ["", true],
    ["<disabled></disabled>", false],
  ])("%s", (fields, isSure) => {
    const { device } = parseText(pfsense({ more: entered(fields) + routes }));
    const found = device.routes.filter(({ prefixLength }) => prefixLength === 24);
    expect(found.map(({ egress, doubt }) => [egress, doubt === undefined])).toEqual([["opt1", isSure]]);
  });

  it("are open where they are the default as well", () => {
    const named = entered("<disabled></disabled>").replace("</gateways>", "<defaultgw4>CELLGW</defaultgw4></gateways>");
    const { device } = parseText(pfsense({ more: named }));
    const found = device.routes.filter(({ egress, prefixLength }) => egress === "opt1" && prefixLength === 0);
    expect(found.map(({ doubt }) => doubt === undefined)).toEqual([false]);
  });
});

describe("the only gateway that may be the default", () => {
  const item = (fields = "", id = "wan", address = "192.0.2.254") =>
    `<gateway_item><interface>${id}</interface><gateway>${address}</gateway><name>${id.toUpperCase()}GW</name><ipprotocol>inet</ipprotocol>${fields}</gateway_item>`;
  const entered = (more: string) => `<gateways>${more}</gateways>`;
  const inside = "<opt2><enable></enable><if>ovpnc1</if></opt2>";
  const alone: Sections = { wan: "", more: entered(item()) };

  it.each([
    ["is taken", pfsense(alone), true],
    [
      "is taken where that is left to the firewall",
      pfsense({ more: entered(`${item()}<defaultgw4></defaultgw4>`) }),
      true,
    ],
    ["is open beside another one", pfsense({ more: entered(item() + item("", "opt1", "10.2.0.254")) }), false],
    ["is open while it is off", pfsense({ more: entered(item("<disabled></disabled>")) }), false],
    ["is open where it is said to be down", pfsense({ more: entered(item("<force_down></force_down>")) }), false],
    ["is open beside a tunnel that may bring one", pfsense({ ...alone, interfaces: inside }), false],
    [
      "is open beside an interface that asks for its address",
      pfsense({ ...alone, interfaces: "<opt2><enable></enable><if>igb3</if><ipaddr>dhcp</ipaddr></opt2>" }),
      false,
    ],
    [
      "is taken where it comes with the address",
      pfsense({}).replace(
        "<ipaddr>192.0.2.1</ipaddr><subnet>24</subnet><gateway>WANGW</gateway>",
        "<ipaddr>pppoe</ipaddr>",
      ),
      true,
    ],
    ["is open where it has no address", pfsense({}), false],
    ["is taken by OPNsense", opnsense({ models: `<Gateways>${item()}</Gateways>` }), true],
  ])("%s", (_, text, isSure) => {
    const { device } = parseText(text);
    const found = device.routes.filter(({ prefixLength, family }) => prefixLength === 0 && family === 4);
    expect(found.map(({ doubt }) => doubt === undefined)).toContain(isSure);
    expect(new Set(found.map(({ doubt }) => doubt === undefined)).size).toBe(1);
  });

  it.each([
    ["", false],
    ["<defaultgw4></defaultgw4>", true],
  ])("on another interface than WAN is taken by releases that choose for themselves: %s", (named, isSure) => {
    const text = pfsense({ more: entered(item("", "opt1", "10.2.0.254") + named) });
    const { device } = parseText(text.replace("<gateway>WANGW</gateway>", ""));
    const found = device.routes.filter(({ prefixLength, family }) => prefixLength === 0 && family === 4);
    expect(found.map(({ egress, doubt }) => [egress, doubt === undefined])).toEqual([["opt1", isSure]]);
  });

  it.each([
    ["in pfSense", pfsense],
    ["in OPNsense", opnsense],
  ])(
    "stands behind that of another interface with a gateway of its own, and its hosts come in by both: %s",
    (_, make) => {
      const text = make({
        interfaces:
          "<opt2><enable>1</enable><if>igb3</if><ipaddr>203.0.113.1</ipaddr><subnet>24</subnet><gateway>GW2</gateway></opt2>",
        rules: rule(on("pass", "opt2"), { from: address("198.51.100.0/24") }),
        more: entered(
          `${item("<defaultgw>1</defaultgw>")}<gateway_item><interface>opt2</interface><gateway>203.0.113.254</gateway><name>GW2</name></gateway_item><defaultgw4>WANGW</defaultgw4>`,
        ),
      });
      const { device } = parseText(text);
      const found = device.routes.filter(({ prefixLength, family }) => prefixLength === 0 && family === 4);
      expect(found.map(({ egress, distance }) => [egress, distance])).toEqual([
        ["wan", 1],
        ["opt2", 2],
      ]);
      const plant = resolvePlant([device], plan([zone("outside", "internet"), zone("office 10.1.0.0/24")]));
      const { pairs } = buildFacts(plant, analysePlant(plant));
      expect(pairs.find(({ from, to }) => from.id === "outside" && to.id === "office")?.verdict).toBe("unproved");
    },
  );
});
