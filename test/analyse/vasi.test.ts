/** Pairs of interfaces between VRFs of IOS-XE: what leaves by one comes in by the other, whatever their addresses. */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

interface Pair {
  /** What the ends say of their addresses. */
  readonly left: string;
  readonly right: string;
  readonly to: string;
  readonly back: string;
  /** Behind the right end; left out: nothing. */
  readonly more?: string;
}

const router = ({ left, right, to, back, more = "" }: Pair) => `version 16.9
hostname edge
vrf definition OPS
 address-family ipv4
vrf definition CELL
 address-family ipv4
ip access-list extended SHUT
 deny ip any any
interface GigabitEthernet1
 vrf forwarding OPS
 ip address 10.20.10.1 255.255.255.0
interface GigabitEthernet2
 vrf forwarding CELL
 ip address 10.20.30.1 255.255.255.0
interface vasileft1
 vrf forwarding OPS
 ${left}
interface vasiright1
 vrf forwarding CELL
 ${right}
${more}ip route vrf OPS 10.20.30.0 255.255.255.0 ${to}
ip route vrf CELL 10.20.10.0 255.255.255.0 ${back}
end
`;

const ONE_NETWORK = { left: "ip address 10.20.253.1 255.255.255.252", right: "ip address 10.20.253.2 255.255.255.252" };
const BORROWED = { left: "ip unnumbered GigabitEthernet1", right: "ip unnumbered GigabitEthernet2" };
const BY_END = { to: "vasileft1", back: "vasiright1" };

describe("a pair of VASI interfaces", () => {
  const verdicts = (pair: Pair) => pairVerdicts([router(pair)], ["ops 10.20.10.0/24", "cell 10.20.30.0/24"]);

  it.each([
    ["with one network, by next hops", { ...ONE_NETWORK, to: "10.20.253.2", back: "10.20.253.1" }],
    ["with one network, by its ends", { ...ONE_NETWORK, ...BY_END }],
    ["with addresses of others", { ...BORROWED, ...BY_END }],
  ])("leads from one VRF to the other %s", async (_, pair) => {
    const open = ["ops > cell violated", "cell > ops violated"];
    expect(await verdicts(pair)).toEqual(open);
    expect(await verdicts({ ...pair, more: " ip access-group SHUT in\n" })).toEqual(["ops > cell proved", open[1]]);
  });

  it("leads nowhere while its other end is off", async () => {
    const all = await verdicts({ ...BORROWED, ...BY_END, more: " shutdown\n" });
    expect(all).not.toContain("ops > cell violated");
    expect(all).not.toContain("cell > ops violated");
  });
});
