/** What people call rules and tunnels keeps its words, without the password among them. */
import { expect, it } from "vitest";
import { MASK, maskLine, maskName } from "../../src/source/mask.js";

it.each([
  ["for Hans pw=SECRET until May", `for Hans pw=${MASK} until May`],
  ["VPN Password: SECRET", `VPN Password: ${MASK}`],
  ["temp pw SECRET", `temp pw ${MASK}`],
  ["vendor, password is SECRET7", `vendor, password is ${MASK}`],
  ["password server to DMZ", "password server to DMZ"],
  ["pass VLAN10 to web and IPv6", "pass VLAN10 to web and IPv6"],
  ["Pass: DNS, community access", "Pass: DNS, community access"],
  ["secret project to DMZ", "secret project to DMZ"],
  ["LAN pass=SECRET", `LAN pass=${MASK}`],
  ["api token=SECRET, key=SECRET", `api token=${MASK} key=${MASK}`],
  ["for the vendor, Passwort: SECRET", `for the vendor, Passwort: ${MASK}`],
  ["Kennwort SECRET7 (Hr. Maier)", `Kennwort ${MASK} (Hr. Maier)`],
  ["mot de passe = SECRET", `mot de passe = ${MASK}`],
  ['password "SECRET WORDS" for Hans', `password "${MASK}" for Hans`],
  ["Kennwort ändern, key = any, token ring", "Kennwort ändern, key = any, token ring"],
])("hides in a name what it says to be a password: %s", (name, shown) => {
  expect(maskName(name)).toBe(shown);
});

it.each([
  ["! Passwort: SECRET", `! Passwort: ${MASK}`],
  [' description "p/w=SECRET"', ` description "p/w=${MASK}`],
  ["<descr>heslo: SECRET</descr>", `<descr>heslo: ${MASK}</descr>`],
  [' description with passphrase "SECRET"', ` description with passphrase ${MASK}`],
])("hides in a line what it says to be a password: %s", (line, shown) => {
  expect(maskLine(line)).toBe(shown);
});
