/** What somebody wrote into the name or comment of a rule as a password goes into no model, and so into no report. */
import { inspect } from "node:util";
import { expect, it } from "vitest";
import { policy, site } from "./fortigate/site.js";
import { parse as parseFortios } from "./fortigate/walk.js";
import { on, pfsense, rule } from "./pfsense/configuration.js";
import { parseText } from "./pfsense/walk.js";

const WHOLE = { depth: null, maxArrayLength: null };

it("keeps a password out of the description of a rule of pfSense", () => {
  const { device } = parseText(pfsense({ rules: rule(`${on("pass", "opt1")}<descr>for Hans pw=SECRET</descr>`) }));
  const model = inspect(device.tables, WHOLE);
  expect([model.includes("for Hans"), model.includes("SECRET")]).toEqual([true, false]);
});

it("keeps it out of the name and the comment of a policy of FortiOS", () => {
  const file = site([policy(1, { name: '"Hans pw=SECRET"', comments: '"his psk: SECRET"' })]);
  const model = inspect(parseFortios(file).device.tables, WHOLE);
  expect([model.includes("Hans"), model.includes("SECRET")]).toEqual([true, false]);
});
