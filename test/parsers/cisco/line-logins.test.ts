/** Lines of IOS that ask for no name, passwords beside those of accounts, and calls without protection (reference/cisco.md 4.1). */
import { describe, expect, it } from "vitest";
import { parse } from "./site.js";

function deviceOf(...lines: readonly string[]) {
  return parse(["version 17.9", "hostname r1", ...lines, "end", ""].join("\n")).device;
}

function accounts(...lines: readonly string[]) {
  return deviceOf(...lines).posture?.administration.accounts.map(({ name, password, nameless }) => [
    name,
    password,
    nameless === true,
  ]);
}

const VTY = ["line vty 0 4", " password 7 094F471A1A0A"];
const SHARED = ["whoever knows the password of line vty 0 4", "reversible", true];

describe("lines that ask for no name", () => {
  it.each<[string, string[], unknown[]]>([
    ["login", [...VTY, " login"], [SHARED]],
    ["by default on vty", VTY, [SHARED]],
    ["with the names of users", ["username anna secret 9 s3cret", ...VTY, " login local"], [["anna", "hashed", false]]],
    ["nothing asked at all", [...VTY, " no login"], [["whoever reaches line vty 0 4", "none", true]]],
    ["no password, so nobody", ["line vty 0 4", " login"], []],
    ["nobody comes by it", [...VTY, " login", " transport input none"], []],
    ["the console by itself", ["line con 0", " password 7 094F471A1A0A"], []],
    ["the console asks nobody", ["line con 0", " no login"], []],
    ["methods of AAA", ["aaa new-model", "aaa authentication login default local", ...VTY], []],
    ["AAA that asks for the line", ["aaa new-model", "aaa authentication login default line", ...VTY], [SHARED]],
    [
      "a list of its own that asks for nothing",
      ["aaa new-model", "aaa authentication login X none", ...VTY, " login authentication X"],
      [["whoever reaches line vty 0 4", "none", true]],
    ],
    [
      "AAA that asks for the enable password",
      ["aaa new-model", "aaa authentication login default enable", "enable secret 9 s3cret", ...VTY],
      [["whoever knows the enable password, by line vty 0 4", "hashed", true]],
    ],
    ["an enable password that is not set", ["aaa new-model", "aaa authentication login default enable", ...VTY], []],
    [
      "AAA that asks for nothing while no server answers",
      ["aaa new-model", "aaa authentication login default group tacacs+ group R none", ...VTY],
      [
        ["whoever reaches line vty 0 4 while no server answers", "none", true],
        ["default of R", "none", false],
      ],
    ],
  ])("%s", (_, lines, expected) => expect(accounts(...lines)).toEqual(expected));

  it("keeps how passwords are stored, and none of them", () => {
    const { posture } = deviceOf("enable secret 9 s3cret", "enable password 7 094F471A1A0A", ...VTY, " login local");
    expect(posture?.administration.storedPasswords?.map(({ of, password }) => [of, password])).toEqual([
      ["the enable password", "reversible"],
      ["the password of line vty 0 4", "reversible"],
    ]);
    expect(JSON.stringify(posture)).not.toContain("094F471A1A0A");
  });
});

describe("calls", () => {
  const group = (protocol: string) => [
    "vpdn-group 1",
    " accept-dialin",
    `  protocol ${protocol}`,
    "  virtual-template 1",
  ];
  const tunnels = (...lines: readonly string[]) =>
    deviceOf(...lines).posture?.surface?.plainTunnels.map(({ name, kind, isProtected }) => [name, kind, isProtected]);

  it.each<[string, string[], unknown[]]>([
    ["PPTP", ["vpdn enable", ...group("pptp")], [["vpdn-group 1", "pptp", false]]],
    ["L2TP", ["vpdn enable", ...group("l2tp")], [["vpdn-group 1", "l2tp", false]]],
    ["any of both", ["vpdn enable", ...group("any")], [["vpdn-group 1", "pptp", false]]],
    [
      "L2TP that IPsec may be around",
      ["vpdn enable", ...group("l2tp"), "crypto map M 10 ipsec-isakmp dynamic D"],
      [["vpdn-group 1", "l2tp", undefined]],
    ],
    ["not switched on", group("pptp"), []],
    ["PPPoE is no tunnel", ["vpdn enable", ...group("pppoe")], []],
  ])("%s", (_, lines, expected) => expect(tunnels(...lines)).toEqual(expected));
});
