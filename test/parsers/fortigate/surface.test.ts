/** What a FortiGate offers and asks for on the network (checks.md E). */
import { describe, expect, it } from "vitest";
import type { Surface } from "../../../src/model/posture.js";
import { site } from "./site.js";
import { parse } from "./walk.js";

function surface(before: string): Surface {
  const found = parse(site([], before)).device.posture?.surface;
  if (found === undefined) throw new Error("no surface");
  return found;
}

describe("networks in the air of a FortiGate", () => {
  it.each([
    ["open", "open"],
    ["captive-portal", "open"],
    ["wep128", "wep"],
    ["wpa-personal", "wpa"],
    ["wpa2-only-personal", "personal"],
    ["wpa3-sae", "personal"],
    ["wpa2-only-enterprise", "enterprise"],
    ["wpa3-enterprise", "enterprise"],
    ["what-is-this", "unknown"],
  ])("%s is %s", (security, expected) => {
    const rows = `config wireless-controller vap\n edit "agv"\n set ssid "AGV"\n set security ${security}\n set passphrase ENC s3cret\n next\nend\n`;
    const { wireless } = surface(rows);
    expect(wireless).toMatchObject([{ name: "AGV", security: expected, interface: "agv" }]);
    expect(JSON.stringify(wireless)).not.toContain("s3cret");
  });

  it("have one key for everybody where nothing is said", () => {
    const { wireless } = surface('config wireless-controller vap\n edit "agv"\n next\nend\n');
    expect(wireless).toMatchObject([{ name: "agv", security: "personal" }]);
  });
});

it("reads old kinds of remote access, sniffers and the servers it asks", () => {
  const found = surface(
    [
      "config vpn pptp\n set status enable\nend",
      "config vpn l2tp\n set status disable\nend",
      "config firewall sniffer\n edit 1\n next\nend",
      "config system dns\n set primary 10.10.10.10\nend",
      'config user radius\n edit "ad"\n set server "10.20.30.40"\n set secret ENC s3cret\n next\nend',
      "",
    ].join("\n"),
  );
  expect(found.plainTunnels).toMatchObject([{ name: "pptp", kind: "pptp", isProtected: false }]);
  expect(found.mirrors).toMatchObject([{ name: "1" }]);
  expect(found.helpers.map(({ kind, server }) => `${kind} ${server}`)).toEqual([
    "names 10.10.10.10",
    "accounts 10.20.30.40",
  ]);
});
