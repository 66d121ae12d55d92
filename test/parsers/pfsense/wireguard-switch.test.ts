/** The switch of the WireGuard package of pfSense: while it is off, its tunnels are not there. */
import { expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { on, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [zone("office 10.1.0.0/24"), zone("dial 10.9.0.0/24")];
const STOPS =
  "<type>block</type><interface>opt2</interface><floating>yes</floating><quick>yes</quick><direction>out</direction>";

/** What the office reaches of those who dial in, where nothing leaves by the tunnel. */
function verdict(config: string): string | undefined {
  const text = pfsense({
    interfaces: "<opt2><enable></enable><if>tun_wg0</if><ipaddr>10.9.0.1</ipaddr><subnet>24</subnet></opt2>",
    rules: rule(STOPS) + rule(on("pass", "lan")),
    more: `<gateways><gateway_item><interface>wan</interface><gateway>192.0.2.254</gateway><name>WANGW</name></gateway_item><defaultgw4>WANGW</defaultgw4></gateways><installedpackages><wireguard><tunnels><item><name>tun_wg0</name><enabled>yes</enabled></item></tunnels><peers><item><enabled>yes</enabled><tun>tun_wg0</tun><allowedips><row><address>10.9.0.2</address><mask>32</mask></row></allowedips></item></peers><config>${config}</config></wireguard></installedpackages>`,
  });
  const plant = resolvePlant([parseText(text).device], plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find(({ from, to }) => from.id === "office" && to.id === "dial")?.verdict;
}

it.each([
  ["<enable>on</enable>", "proved"],
  ["<enable>off</enable>", "unproved"],
  ["<enable></enable>", "unproved"],
])("says with %s whether what is on the tunnel is there", (config, expected) => {
  expect(verdict(config)).toBe(expected);
});
