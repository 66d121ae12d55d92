/** Which packets rows of `router policy` and rules of SD-WAN take from the routes. */
import { describe, expect, it } from "vitest";
import { formatIPv4 } from "../../../src/packets/address.js";
import { policy, row, site, table } from "./site.js";
import { parse } from "./walk.js";

const ROW = ['set input-device "lan"', 'set output-device "wan"'];
const EVERYWHERE = "0.0.0.0-255.255.255.255";
const STOP = ['set input-device "lan"', "set action deny"];

interface Trap {
  readonly trap: string;
  readonly rows: readonly (readonly string[])[];
  readonly name?: string;
  readonly lan: readonly string[];
  readonly dmz?: readonly string[];
}

const TRAPS: Trap[] = [
  { trap: "one network", rows: [[...ROW, 'set dst "10.2.0.0/255.255.255.0"']], lan: ["10.2.0.0-10.2.0.255"] },
  { trap: "a length", rows: [[...ROW, 'set dst "10.2.0.0/24"']], lan: ["10.2.0.0-10.2.0.255"] },
  {
    trap: "two words of one network",
    rows: [[...ROW, "set dst 10.2.0.0 255.255.255.0"]],
    lan: ["10.2.0.0-10.2.0.255"],
  },
  {
    trap: "several",
    rows: [[...ROW, 'set dst "10.2.0.0/255.255.255.0" "10.4.0.7/255.255.255.255"']],
    lan: ["10.2.0.0-10.2.0.255", "10.4.0.7-10.4.0.7"],
  },
  { trap: "no destination is every one", rows: [ROW], lan: [EVERYWHERE] },
  { trap: "a name", rows: [[...ROW, 'set dstaddr "far"']], lan: [EVERYWHERE] },
  { trap: "an internet service", rows: [[...ROW, "set internet-service-id 65536"]], lan: [EVERYWHERE] },
  { trap: "the others", rows: [[...ROW, 'set dst "10.2.0.0/24"', "set dst-negate enable"]], lan: [EVERYWHERE] },
  {
    trap: "a row as it is printed with all it does not have",
    rows: [[...ROW, 'set dst "10.2.0.0/24"', "set dst-negate disable", "set dstaddr ''", "set src ''"]],
    lan: ["10.2.0.0-10.2.0.255"],
  },
  {
    trap: "one such that leaves some to the routes",
    rows: [[...STOP, 'set dst "10.0.0.0/255.0.0.0"', "set src-negate disable", "set srcaddr ''"], ROW],
    lan: ["0.0.0.0-9.255.255.255", "11.0.0.0-255.255.255.255"],
  },
  { trap: "no network", rows: [[...ROW, 'set dst "there"']], lan: [EVERYWHERE] },
  { trap: "switched off", rows: [[...ROW, "set status disable"]], lan: [] },
  {
    trap: "no interface is every one",
    rows: [['set dst "10.2.0.0/24"']],
    lan: ["10.2.0.0-10.2.0.255"],
    dmz: ["10.2.0.0-10.2.0.255"],
  },
  {
    trap: "other interfaces",
    rows: [['set input-device "dmz"', "set input-device-negate enable"]],
    lan: [EVERYWHERE],
    dmz: [EVERYWHERE],
  },
  {
    trap: "a row before leaves some to the routes",
    rows: [[...STOP, 'set dst "10.0.0.0/255.0.0.0"'], ROW],
    lan: ["0.0.0.0-9.255.255.255", "11.0.0.0-255.255.255.255"],
  },
  {
    trap: "a row before leaves some to the routes, of some sources only",
    rows: [[...STOP, 'set src "10.1.0.5/255.255.255.255"', 'set dst "10.0.0.0/255.0.0.0"'], ROW],
    lan: [EVERYWHERE],
  },
  { trap: "a row behind leaves all to the routes, too late", rows: [ROW, STOP], lan: [EVERYWHERE] },
  {
    trap: "an interface that is not in the file",
    rows: [['set input-device "plant"']],
    lan: [EVERYWHERE],
    dmz: [EVERYWHERE],
  },
  {
    trap: "a row before is about interfaces that are not in the file",
    rows: [['set input-device "plant"', "set action deny"], ROW],
    lan: [EVERYWHERE],
  },
  { trap: "a mask with gaps", rows: [[...STOP, 'set dst "10.0.0.0/255.0.255.0"'], ROW], lan: [EVERYWHERE] },
  { trap: "IPv6 has rows of its own", name: "router policy6", rows: [ROW], lan: ["::"] },
];

function told(text: string, id: string): string[] {
  const { device } = parse(text);
  const parts = device.interfaces.find((one) => one.id === id)?.policyRouted ?? [];
  expect(device.doubts.map((one) => one.id)).toEqual(expect.arrayContaining(parts.map((one) => one.doubt)));
  return parts.map(({ from, to }) =>
    typeof from === "number" && typeof to === "number" ? `${formatIPv4(from)}-${formatIPv4(to)}` : "::",
  );
}

describe("rows that come before the routes", () => {
  it.each(TRAPS)("$trap", ({ name = "router policy", rows, lan, dmz = [] }) => {
    const text = site([policy(1)], table(name, ...rows.map((lines, index) => row(index + 1, ...lines))));
    expect([told(text, "lan"), told(text, "dmz")]).toEqual([lan, dmz]);
  });

  it.each([
    { trap: "such as ask the routes", lines: [], lan: [] },
    { trap: "such as do not", lines: ["set default enable", "set gateway enable"], lan: [EVERYWHERE, "::"] },
  ])("rules of SD-WAN: $trap", ({ lines, lan }) => {
    const service = table("service", row(1, "set dst all", ...lines));
    const text = site([policy(1)], `config system sdwan\nset status enable\n${service}\nend\n`);
    expect(told(text, "lan")).toEqual(lan);
  });

  it.each([
    {
      trap: "networks of others",
      more: "",
      lan: ["192.0.2.0-192.0.2.255"],
      wan: ["10.1.1.0-10.1.1.255", "10.2.0.0-10.2.0.255"],
    },
    {
      trap: "a route of others for all, behind own networks",
      more: table("router static", row(1, "set gateway 192.0.2.254", 'set device "wan"')),
      lan: ["0.0.0.0-10.1.0.255", "10.1.2.0-10.1.255.255", "10.2.1.0-255.255.255.255"],
      wan: ["10.1.1.0-10.1.1.255", "10.2.0.0-10.2.0.255"],
    },
    {
      trap: "a route of others into an own network",
      more: table("router static", row(1, "set dst 10.2.0.128 255.255.255.128", 'set device "wan"')),
      lan: ["10.2.0.128-10.2.0.255", "192.0.2.0-192.0.2.255"],
      wan: ["10.1.1.0-10.1.1.255", "10.2.0.0-10.2.0.127"],
    },
    {
      trap: "a route that may be of any of them",
      more: table("router static", row(1, "set dst 10.2.0.7 255.255.255.255", "set blackhole enable")),
      lan: ["10.2.0.7-10.2.0.7", "192.0.2.0-192.0.2.255"],
      wan: ["10.1.1.0-10.1.1.255", "10.2.0.0-10.2.0.255"],
    },
  ])("routing instances: $trap", ({ more, lan, wan }) => {
    const vrf = table("system interface", row("lan", "set vrf 7"), row("dmz", "set vrf 7"));
    const text = site([policy(1)], vrf + more);
    expect([told(text, "lan"), told(text, "wan")]).toEqual([lan, wan]);
  });
});
