/** IPsec of OPNsense as a whole: its switch, and the interface that stands for its policies beside the others. */
import { expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { on, opnsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [zone("office 10.1.0.0/24"), zone("cell 10.2.0.0/24"), zone("site 10.71.0.0/24")];
const GATEWAYS =
  "<gateways><gateway_item><interface>wan</interface><gateway>192.0.2.254</gateway><name>WANGW</name></gateway_item><defaultgw4>WANGW</defaultgw4></gateways>";
const SWANCTL = `<Swanctl><Connections><Connection uuid="c1"><enabled>1</enabled></Connection></Connections><children><child uuid="k1"><enabled>1</enabled><connection>c1</connection><mode>tunnel</mode><policies>1</policies><local_ts>10.1.0.0/24</local_ts><remote_ts>10.71.0.0/24</remote_ts></child></children></Swanctl>`;
const PHASES =
  "<phase1><ikeid>1</ikeid><interface>wan</interface><remote-gateway>203.0.113.9</remote-gateway></phase1><phase2><ikeid>1</ikeid><mode>tunnel</mode><localid><type>lan</type></localid><remoteid><type>network</type><address>10.71.0.0</address><netbits>24</netbits></remoteid></phase2>";
const ENC0 =
  "<enc0><internal_dynamic>1</internal_dynamic><enable>1</enable><if>enc0</if><descr>IPsec</descr><type>none</type><virtual>1</virtual></enc0>";

/** What the office reaches of the site, and a cell of the office, where nothing leaves by one of two interfaces. */
function verdicts(old: string, models: string, no: string): readonly (string | undefined)[] {
  const stops = `<type>block</type><interface>${no}</interface><floating>yes</floating><quick>yes</quick><direction>out</direction>`;
  const text = opnsense({
    interfaces: ENC0,
    filterVersion: "1.0.4",
    rules: rule(stops) + rule(on("pass", "lan")) + rule(on("pass", "enc0")),
    models,
    more: `${GATEWAYS}<ipsec>${old}</ipsec>`,
  });
  const plant = resolvePlant([parseText(text).device], plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return ["office>site", "cell>office"].map(
    (pair) => pairs.find(({ from, to }) => `${from.id}>${to.id}` === pair)?.verdict,
  );
}

it.each([
  ["phases, by the old switch", `<enable>1</enable>${PHASES}`, "", "proved", "violated"],
  ["connections, by the old switch", "<enable>1</enable>", SWANCTL, "proved", "violated"],
  [
    "connections, by that of the model",
    "",
    `<IPsec><general><enabled>1</enabled></general></IPsec>${SWANCTL}`,
    "proved",
    "violated",
  ],
  ["not surely phases without a switch", PHASES, "", "unproved", "unproved"],
  [
    "not surely connections, with a switch that is 0",
    "",
    `<IPsec><general><enabled>0</enabled></general></IPsec>${SWANCTL}`,
    "unproved",
    "unproved",
  ],
  [
    "not surely connections, with one that is empty",
    "<enable></enable>",
    `<IPsec><general><enabled/></general></IPsec>${SWANCTL}`,
    "unproved",
    "unproved",
  ],
])("has tunnels of %s", (_, old, models, pastTunnel, pastProvider) => {
  const [byTunnel, byProvider] = ["enc0", "wan"].map((no) => verdicts(old, models, no)[0]);
  expect([byTunnel, byProvider]).toEqual([pastTunnel, pastProvider]);
});

it("has nothing behind the interface of its policies but what these name", () => {
  const found = verdicts(`<enable>1</enable>${PHASES}`, "", "wan");
  expect(found[1]).toBe("proved");
});
