/** What people call rules and tunnels keeps its words, without the password among them. */
import { expect, it } from "vitest";
import { MASK, maskName } from "../../src/source/mask.js";

it.each([
  ["for Hans pw=SECRET until May", `for Hans pw=${MASK} until May`],
  ["VPN Password: SECRET", `VPN Password: ${MASK}`],
  ["temp pw SECRET", `temp pw ${MASK}`],
  ["vendor, password is SECRET7", `vendor, password is ${MASK}`],
  ["password server to DMZ", "password server to DMZ"],
  ["pass VLAN10 to web and IPv6", "pass VLAN10 to web and IPv6"],
  ["Pass: DNS, community access", "Pass: DNS, community access"],
  ["secret project to DMZ", "secret project to DMZ"],
])("hides in a name what it says to be a password: %s", (name, shown) => {
  expect(maskName(name)).toBe(shown);
});
