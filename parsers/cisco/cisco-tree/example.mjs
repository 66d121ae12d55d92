/** What README.md shows, on a configuration of its own: `node example.mjs`. */
import { ancestorsOf, readCiscoTree, statementOf } from "zoneproof/cisco-tree";

const TEXT = `hostname core-1
!
interface Vlan30
 ip address 10.20.30.1 255.255.255.0
 ip access-group OPS-IN in
!
interface Vlan101
 description cell-a
 ip address 10.20.101.1 255.255.255.0
!
interface Vlan999
 no ip address
 shutdown
!
router bgp 65001
 neighbor 192.0.2.1 remote-as 65002
 address-family ipv4
  neighbor 192.0.2.1 activate
!
end
`;

const config = readCiscoTree(TEXT, "ios");

const open = config
  .findParentsWithout("interface", /^ip access-group \S+ in$/)
  .filter(({ children }) => !children.some(({ text }) => text === "shutdown"));
for (const { number, text } of open) console.log(`line ${number}: ${text}`);

for (const line of config.find(/^neighbor \S+ activate$/)) {
  const above = ancestorsOf(line).map(({ text }) => text);
  console.log(above.join(" > "), statementOf(line).words[1]);
}
