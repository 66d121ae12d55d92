/** Hosts behind a next hop that another given device may have: what they send meets that one first. */
import { expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

/** Leads to the cell over a tunnel whose own network is not in the file, and lets everything pass. */
const EDGE = `<?xml version="1.0"?>
<pfsense><version>23.3</version><system><hostname>edge</hostname></system>
<interfaces>
<lan><enable></enable><if>gre0</if></lan>
<wan><enable></enable><if>igb1</if><ipaddr>10.20.10.1</ipaddr><subnet>24</subnet></wan>
</interfaces>
<gateways><gateway_item><interface>lan</interface><gateway>10.20.253.2</gateway><name>FAR</name><ipprotocol>inet</ipprotocol></gateway_item></gateways>
<staticroutes><route><network>10.20.30.0/24</network><gateway>FAR</gateway></route></staticroutes>
<nat><outbound><mode>disabled</mode></outbound></nat>
<filter>
<rule><type>pass</type><interface>lan</interface><ipprotocol>inet</ipprotocol><source><any></any></source><destination><any></any></destination></rule>
</filter>
</pfsense>
`;

/** Has the cell and the next hop, and no route that leads back. */
const FAR = `version 15.2
hostname far
interface GigabitEthernet0/1
 ip address 10.20.253.2 255.255.255.248
interface GigabitEthernet0/2
 ip address 10.20.30.1 255.255.255.0
end
`;

const ZONES = ["cell 10.20.30.0/24", "ops 10.20.10.0/24", "net 10.20.253.0/29"];

it.each([
  ["what routes lead to may lie behind a given device that drops it", [EDGE, FAR], "unproved"],
  ["it lies behind one that was not given", [EDGE], "violated"],
])("%s", async (_case, devices, verdict) => {
  expect(await pairVerdicts(devices, ZONES)).toContain(`cell > ops ${verdict}`);
});
