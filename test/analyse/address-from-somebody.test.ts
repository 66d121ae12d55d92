/** An interface whose address somebody else gives has a network that a default route does not lead to. */
import { expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

/** Leads by default over the second interface; the third lets nothing out. */
const router = (
  third: string,
  more = "",
) => `version 15.2\nhostname edge\nip access-list extended SHUT\n deny ip any any
interface GigabitEthernet0/1\n ip address 10.1.0.1 255.255.255.0
interface GigabitEthernet0/2\n ip address 10.2.0.1 255.255.255.0
interface GigabitEthernet0/3\n ip address ${third}\n ip access-group SHUT out
ip route 0.0.0.0 0.0.0.0 10.2.0.2\n${more}end\n`;

/** With the same list where packets leave by the second interface. */
const shut = (text: string) =>
  text.replace("10.2.0.1 255.255.255.0", "10.2.0.1 255.255.255.0\n ip access-group SHUT out");
const turned = (text: string) => text.replaceAll("SHUT out", "SHUT in");

it.each([
  ["a network on no interface may be that of one", router("dhcp"), "unproved"],
  ["what all interfaces shut out stays out, wherever the network is", shut(router("dhcp")), "proved"],
  ["with addresses of their own all interfaces have other networks", router("10.3.0.1 255.255.255.0"), "violated"],
  [
    "a route that names the network leads there",
    router("dhcp", "ip route 10.9.0.0 255.255.255.0 10.2.0.2\n"),
    "violated",
  ],
])("%s", async (_, text, verdict) => {
  const zones = ["cell 10.1.0.0/24", "far 10.9.0.0/24"];
  expect(await pairVerdicts([text], zones)).toContain(`cell > far ${verdict}`);
  expect(await pairVerdicts([turned(text)], zones)).toContain(`far > cell ${verdict}`);
});
