/** What a FortiGate refuses because no route of it leads back: it passes no list there, and arrives nowhere all the same. */
import { describe, expect, it } from "vitest";
import { pairVerdicts, reasonsOfPair, traced } from "./text-plants.js";

/** From `a` over the link 10.0.12.0/24, though there is another one; nothing stops anything. */
const NEAR = `version 15.2
hostname r1
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.255.0
interface GigabitEthernet0/1
 ip address 10.0.12.1 255.255.255.0
interface GigabitEthernet0/2
 ip address 10.0.13.1 255.255.255.0
ip route 10.2.0.0 255.255.255.0 10.0.12.2
end
`;
const ZONES = ["a 10.1.0.0/24", "b 10.2.0.0/24"];

interface Settings {
  readonly routes: readonly string[];
  readonly port?: string;
  readonly settings?: string;
  /** Rows of policy routes, and of what else decides. */
  readonly policies?: string;
}

/** Between the link (port2) and b (port1), with a further leg (port3); it lets everything pass. Routes as `NETWORK HOP PORT`. */
function far({ routes, port = "", settings = "", policies = "" }: Settings): string {
  const leg = (name: string, address: string, own = "") =>
    `edit "${name}"\nset vdom "root"\nset ip ${address} 255.255.255.0\n${own}next`;
  const row = (text: string, index: number) => {
    const [network = "", hop, over] = text.split(" ");
    const mask = network === "0.0.0.0" ? "0.0.0.0" : "255.255.255.0";
    return `edit ${index + 1}\nset dst ${network} ${mask}\nset gateway ${hop}\nset device "${over}"\nnext`;
  };
  return `#config-version=FGT70F-7.4.3-FW-build2573-240201:opmode=0:vdom=0:user=admin
config system settings
${settings}end
config system interface
${leg("port1", "10.2.0.1")}
${leg("port2", "10.0.12.2", port)}
${leg("port3", "10.0.13.2")}
end
config firewall address
edit "all"
next
end
config firewall policy
edit 1
set srcintf "any"
set dstintf "any"
set srcaddr "all"
set dstaddr "all"
set action accept
set schedule "always"
set service "ALL"
next
end
config router static
${routes.map(row).join("\n")}
end
${policies}`;
}

const BACK = "10.1.0.0 10.0.12.1 port2";
const ELSEWHERE = "10.1.0.0 10.0.13.1 port3";
const ANYWHERE = "0.0.0.0 10.0.12.1 port2";
const REFUSES = "2 has no route back to its source over port2, and refuses such packets";
const OFF = "set src-check disable\n";
/** Asked before the routes, for other packets. */
const POLICIES = `config router policy
edit 1
set input-device "port1"
set dst "10.9.0.0/255.255.255.0"
set gateway 10.0.13.1
set output-device "port3"
next
end
`;
const OSPF = `config router ospf
set router-id 10.0.12.2
config area
edit 0.0.0.0
next
end
config network
edit 1
set prefix 10.0.12.0 255.255.255.0
next
end
end
`;
const STRICT = "set strict-src-check enable\n";

describe("sources without a way back", () => {
  it.each<readonly [string, Settings, string]>([
    ["a route back", { routes: [BACK] }, "violated"],
    ["a route back over another interface alone", { routes: [ELSEWHERE] }, "unproved"],
    ["no route back at all", { routes: [] }, "unproved"],
    ["a default route will do", { routes: [ELSEWHERE, ANYWHERE] }, "violated"],
    ["unless it has to be the best one", { routes: [ELSEWHERE, ANYWHERE], settings: STRICT }, "unproved"],
    ["the best one", { routes: [BACK], settings: STRICT }, "violated"],
    ["nobody looks at that interface", { routes: [ELSEWHERE], port: OFF }, "violated"],
    ["nobody looks at any", { routes: [ELSEWHERE], settings: "set asymroute enable\n" }, "violated"],
    ["policy routes are none", { routes: [ELSEWHERE], policies: POLICIES }, "unproved"],
    ["beside policy routes", { routes: [BACK], policies: POLICIES }, "violated"],
    ["one that may be learned", { routes: [ELSEWHERE], policies: OSPF + POLICIES }, "violated"],
  ])("%s", async (_, settings, verdict) => {
    const verdicts = await pairVerdicts([NEAR, far(settings)], ZONES);
    expect(verdicts).toContain(`a > b ${verdict}`);
    const said = await traced([NEAR, far(settings)], "tcp 10.1.0.9:40000 -> 10.2.0.9:443");
    expect(said).toBe(verdict === "violated" ? "permit" : `unknown; ${REFUSES}`);
  });

  it("say so as the reason", async () => {
    const reasons = await reasonsOfPair([NEAR, far({ routes: [ELSEWHERE] })], ZONES, ["a", "b"]);
    expect(reasons).toContainEqual(expect.stringMatching(/refuses what comes in by port2/));
  });

  it("are no reason where others alone have none", async () => {
    const open = far({ routes: [BACK] }).replace('set service "ALL"', 'set service "LOST"');
    const reasons = await reasonsOfPair([NEAR, open], ZONES, ["a", "b"]);
    expect(reasons.join()).toMatch(/LOST/);
    expect(reasons.join()).not.toMatch(/refuses what comes in/);
  });
});
