/** Answers to flows that one filter on the way remembers, and another one does not: that one has to let them through by its rules. */
import { describe, expect, it } from "vitest";
import { answerPair, rulesOf } from "../../src/analyse/pairs.js";
import type { Device } from "../../src/model/device.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { parse } from "../parsers/cisco/site.js";
import { flow, plan, zone } from "./device-builder.js";

const ZONES = [zone("scada 10.0.0.0/24"), zone("cell 10.0.2.0/24")];

/** Remembers nothing: `back` filters what comes from the firewall. */
const router = (back: string) => `version 15.7
hostname r-1
interface GigabitEthernet0/0\n ip address 10.0.0.1 255.255.255.0
interface GigabitEthernet0/1\n ip address 10.0.1.1 255.255.255.0\n ip access-group BACK in
ip access-list extended BACK\n ${back}
ip route 10.0.2.0 255.255.255.0 10.0.1.2\nend
`;

/** Remembers all that it lets through; of itself it lets nothing start from the cell. */
const asa = (outside: string, more = "") => `ASA Version 9.16(4)
hostname fw-1
interface GigabitEthernet0/0
 nameif lan
 security-level 50
 ip address ${outside} 255.255.255.0
!
interface GigabitEthernet0/1
 nameif field
 security-level 40
 ip address 10.0.2.2 255.255.255.0
!
access-list L extended permit tcp any any eq 502
access-list L extended permit udp any any eq 53
access-list M extended deny ip any any
access-group L in interface lan
access-group M in interface field
${more}`;

const FIREWALL = asa("10.0.1.2", "route lan 10.0.0.0 255.255.255.0 10.0.1.1\n");

function flowOf(texts: readonly string[], declared: string, zones = ZONES) {
  const devices = texts.map((text): Device => parse(text, `${/hostname (\S+)/.exec(text)?.[1]}.cfg`).device);
  const plant = resolvePlant(devices, plan(zones, [flow(declared)]), []);
  const [found] = answerPair(plant, rulesOf(plant), { from: "scada", to: "cell", family: 4 }).flows;
  return found;
}

const MODBUS = "scada > cell tcp/502";

describe("a router without memory before a firewall with one", () => {
  it.each<readonly [trap: string, back: string, declared: string, state: string]>([
    ["stops answers that no rule of it permits", "deny ip any any", MODBUS, "blocked"],
    ["stops those that come from another port", "permit tcp any eq 503 any established", MODBUS, "blocked"],
    ["lets through those that it permits", "permit tcp any eq 502 any established", MODBUS, "open"],
    ["of datagrams, too", "permit udp any eq 53 any", "scada > cell udp/53", "open"],
    [
      "but none of datagrams for what is established",
      "permit tcp any any established",
      "scada > cell udp/53",
      "blocked",
    ],
  ])("%s", (_trap, back, declared, state) => {
    expect(flowOf([router(back), FIREWALL], declared)?.state).toBe(state);
  });

  it("is named as what stops them, not the firewall", () => {
    const found = flowOf([router("deny ip any any"), FIREWALL], MODBUS);
    expect(found?.blockedBy.map(({ device }) => device.id)).toEqual(["r-1"]);
  });

  it("says nothing where a translation makes other headers of the answers", () => {
    const hidden = "object network NET\n subnet 10.0.0.0 255.255.255.0\n nat (lan,field) dynamic interface\n";
    expect(flowOf([router("deny ip any any"), FIREWALL + hidden], MODBUS)?.state).not.toBe("blocked");
  });
});

describe("a firewall beside the router that flows go by", () => {
  const BESIDE = router("deny ip any any")
    .replace("10.0.1.1", "10.0.2.1")
    .replace(/ip route .*\n/, "");

  it("knows of no answer to what it did not let through", () => {
    const closed = asa("10.0.0.2").replaceAll("extended permit", "extended deny");
    expect(flowOf([BESIDE, closed], MODBUS)?.state).toBe("blocked");
  });

  it("knows of no answer to what it did not let through, whatever else it did", () => {
    const other = asa("10.0.0.2").replace("extended permit tcp", "extended deny tcp");
    expect(flowOf([BESIDE, other], MODBUS)?.state).toBe("blocked");
  });

  it("knows of none that it is not on the way of at all", () => {
    const far = `${asa("10.0.8.2").replace("10.0.2.2", "10.0.2.3")}route lan 10.0.0.0 255.255.255.0 10.0.8.1\n`;
    const near = BESIDE.replace(
      "ip access-list",
      "interface GigabitEthernet0/2\n ip address 10.0.8.1 255.255.255.0\nip access-list",
    );
    expect(flowOf([near, far], MODBUS)?.state).toBe("blocked");
  });

  it("lets back what went by it, and the router nothing to hosts that have it as their gateway", () => {
    const found = flowOf([BESIDE, asa("10.0.0.2")], MODBUS);
    expect(found?.state).toBe("unknown");
    expect(found?.because?.text).toMatch(/^some of the hosts that answer may have r-1 as their gateway/);
  });

  it("lets back no more than what went by it, though a flow has other ports too", () => {
    expect(flowOf([BESIDE, asa("10.0.0.2")], "scada > cell tcp/1-65535")?.state).toBe("blocked");
  });

  it("lets back no more than what went by it, though a flow has other hosts too", () => {
    const some = asa("10.0.0.2").replace("permit tcp any any eq 502", "permit tcp any host 10.0.2.9 eq 502");
    expect(flowOf([BESIDE, some], MODBUS)?.state).toBe("blocked");
    expect(flowOf([BESIDE, some], "scada > cell=10.0.2.9 tcp/502")?.state).toBe("unknown");
  });

  it("knows of no answer to what may have gone by it, and surely went by the router", () => {
    const unsure = asa("10.0.0.2").replace("permit tcp any any eq 502", "permit tcp any any eq 502 time-range NIGHTS");
    const nights = `${unsure}time-range NIGHTS\n periodic daily 22:00 to 23:00\n`;
    expect(flowOf([BESIDE, nights], MODBUS)?.state).toBe("unknown");
  });

  it("is not known to let back what it may have translated, or the router sent past it", () => {
    const hidden = "object network NET\n subnet 10.0.0.0 255.255.255.0\n nat (lan,field) dynamic interface\n";
    expect(flowOf([BESIDE, asa("10.0.0.2", hidden)], MODBUS)?.state).toBe("unknown");
  });

  it("knows of no answer to what it did not let through, whatever it would translate", () => {
    const hidden = "object network NET\n subnet 10.0.0.0 255.255.255.0\n nat (lan,field) dynamic interface\n";
    const closed = asa("10.0.0.2", hidden).replaceAll("extended permit", "extended deny");
    expect(flowOf([BESIDE, closed], MODBUS)?.state).toBe("unknown");
  });
});

describe("answers that do not go back as what they answer came", () => {
  const between = (hostname: string, near: string, far: string, routes: string) => `version 15.7
hostname ${hostname}
interface GigabitEthernet0/0\n ip address ${near} 255.255.255.0
interface GigabitEthernet0/1\n ip address ${far} 255.255.255.0
${routes}end
`;
  const THERE = between("r-1", "10.0.0.1", "10.0.1.1", "ip route 10.0.2.0 255.255.255.0 10.0.1.2\n");

  it("are not known to get back where no route of a router leads there", () => {
    const last = (routes: string) => between("r-2", "10.0.1.2", "10.0.2.1", routes);
    expect(flowOf([THERE, last("ip route 10.0.0.0 255.255.255.0 10.0.1.1\n")], MODBUS)?.state).toBe("open");
    const lost = flowOf([THERE, last("")], MODBUS);
    expect([lost?.state, lost?.because?.text]).toEqual(["unknown", expect.stringMatching(/lead them nowhere/)]);
  });

  it("are not known to get back where no route of a firewall leads there", () => {
    expect(flowOf([THERE, FIREWALL.replace(/route lan.*\n/, "")], MODBUS)?.state).toBe("unknown");
  });

  it("meet a firewall that never saw what they answer", () => {
    const last = (hop: string) => between("r-2", "10.0.1.2", "10.0.2.1", `ip route 10.0.0.0 255.255.255.0 ${hop}\n`);
    const beside = asa("10.0.0.3").replace("10.0.2.2", "10.0.1.3");
    expect(flowOf([THERE, last("10.0.1.1"), beside], MODBUS)?.state).toBe("open");
    expect(flowOf([THERE, last("10.0.1.3"), beside], MODBUS)?.state).not.toBe("open");
  });

  it("meet a firewall that never saw what they answer, past one that did", () => {
    const first = asa("10.0.0.2", "route field 10.0.2.0 255.255.255.0 10.0.3.9\n").replace("10.0.2.2", "10.0.3.2");
    const other = first.replace("fw-1", "fw-0").replace("10.0.0.2", "10.0.0.3").replace("10.0.3.2", "10.0.3.3");
    const last = (hop: string) => asa("10.0.3.9", `route lan 10.0.0.0 255.255.255.0 ${hop}\n`).replace("fw-1", "fw-2");
    const closed = other.replaceAll("L extended permit", "L extended deny").replace(/route field.*\n/, "");
    expect(flowOf([first, closed, last("10.0.3.2")], MODBUS)?.state).toBe("open");
    expect(flowOf([first, closed, last("10.0.3.3")], MODBUS)?.state).toBe("unknown");
  });

  it("have to get back whichever of two routes of one weight was taken there", () => {
    const two = "ip route 10.0.2.0 255.255.255.0 10.0.1.2\nip route 10.0.2.0 255.255.255.0 10.0.1.3\n";
    const there = between("r-1", "10.0.0.1", "10.0.1.1", two);
    const other = FIREWALL.replace("fw-1", "fw-2").replace("10.0.1.2", "10.0.1.3").replace("10.0.2.2", "10.0.2.3");
    expect(flowOf([there, FIREWALL, other], MODBUS)?.state).toBe("open");
    expect(flowOf([there, FIREWALL, other.replace(/route lan.*\n/, "")], MODBUS)?.state).toBe("unknown");
  });
});

describe("a zone that has hosts on the segment of the other one, too", () => {
  const spread = [zone("scada 10.0.0.0/24 10.0.2.128/25"), zone("cell 10.0.2.0/25")];

  it.each([
    ["deny ip any any", "far ones get no answer past the router", MODBUS, "blocked"],
    ["permit tcp any eq 502 any established", "and those that are permitted do", MODBUS, "open"],
    ["deny ip any any", "near ones need nobody", "scada=10.0.2.130 > cell tcp/502", "open"],
  ])("%s: %s", (back, _what, declared, state) => {
    expect(flowOf([router(back), FIREWALL], declared, spread)?.state).toBe(state);
  });
});
