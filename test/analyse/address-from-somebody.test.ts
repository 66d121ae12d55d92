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

it.each([
  ["a network on no interface may be that of one", router("dhcp"), "unproved"],
  ["with addresses of their own all interfaces have other networks", router("10.3.0.1 255.255.255.0"), "violated"],
  [
    "a route that names the network leads there",
    router("dhcp", "ip route 10.9.0.0 255.255.255.0 10.2.0.2\n"),
    "violated",
  ],
])("%s", async (_, text, verdict) => {
  const pairs = await pairVerdicts([text], ["cell 10.1.0.0/24", "far 10.9.0.0/24"]);
  expect(pairs).toContain(`cell > far ${verdict}`);
});
