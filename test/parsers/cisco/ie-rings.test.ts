/** Rings and doubled links of industrial switches: PRP, HSR, DLR, and what else stands in their exports. */
import { describe, expect, it } from "vitest";
import { ask, askBoth, parse, router } from "./site.js";

/** An IE switch that routes between VLAN 10 and 20; two of its ports are one redundant one. */
function ring(member: string, virtual: string, more = ""): string {
  return `version 17.9
hostname ie-1
ip routing
${more}interface GigabitEthernet1/1
 switchport mode trunk
 ${member}
interface GigabitEthernet1/2
 switchport mode trunk
 ${member}
interface ${virtual}
 switchport mode trunk
 switchport trunk allowed vlan 10,20
interface Vlan10
 ip address 10.1.0.1 255.255.0.0
 ip access-group A in
interface Vlan20
 ip address 10.2.0.1 255.255.0.0
ip access-list extended A
 permit tcp any any eq 502
end
`;
}

const RINGS = [
  ["prp-channel-group 1", "PRP-channel1"],
  ["hsr-ring 1", "HSR-ring1"],
] as const;

describe.each(RINGS)("a redundant port: %s", (member, virtual) => {
  const text = ring(member, virtual);

  it("leaves nothing open, and lists decide as ever", () => {
    expect(parse(text).device.doubts).toEqual([]);
    const ask = (port: number) => askBoth(text, `tcp 10.1.0.5 > 10.2.0.9:${port}`, "Vlan10", "Vlan20");
    expect([ask(502), ask(80)]).toEqual(["permit", "deny"]);
  });

  it("is known by other spellings", () => {
    const spelled = ring(member, virtual.toLowerCase().replace(/\d/, " $&"));
    expect(parse(spelled).device.interfaces.map(({ id }) => id)).toContain(virtual);
  });

  it("is down without a port that is not shut", () => {
    const shut = text.replaceAll(` ${member}`, ` ${member}\n shutdown`);
    expect(parse(shut).device.doubts.map(({ reason }) => reason)).toContainEqual(
      expect.stringContaining("no port in the file that is not shut carries VLAN 10"),
    );
  });

  it("a list of a member may be passed by", () => {
    const listed = text
      .replace(` ${member}`, ` ${member}\n ip access-group B in`)
      .replace("ip access-list extended A", "ip access-list extended B\n deny ip any any\n$&");
    expect(askBoth(listed, "tcp 10.1.0.5 > 10.2.0.9:502", "Vlan10", "Vlan20")).toBe("unknown");
  });

  it("takes no number that is none", () => {
    expect(parse(text.replace(member, `${member} x`)).device.unparsed).not.toEqual([]);
  });
});

describe("what stands in exports of such switches", () => {
  it.each([
    "hsr-ring 1 entryForgetTime 400",
    "hsr-prp-mode enable prp-lan-a 1",
    "dlr ring 1\n mode beacon-supervisor",
    "device-sensor filter-list cdp list L\n tlv name device-name",
    "device-sensor filter-spec cdp include list L",
    "ip source binding 0000.5e00.5301 vlan 10 10.1.0.5 interface Gi1/1",
    "psp arp pps 200",
    "pnp profile P",
  ])("changes nothing that passes: %s", (statement) => {
    expect(parse(ring("prp-channel-group 1", "PRP-channel1", `${statement}\n`)).device.doubts).toEqual([]);
  });
});

describe("a firewall whose inspection is switched off", () => {
  it("stops nothing surely", () => {
    const text = (statement: string) => ring("hsr-ring 1", "HSR-ring1", `${statement}\n`);
    expect(parse(text("platform inspect disable-all")).device.doubts).toMatchObject([{ scope: "device" }]);
    expect(parse(text("no platform inspect disable-all")).device.doubts).toEqual([]);
  });
});

it.each(["encapsulation raw-tcp", "encapsulation scada", "pulse-time 1"])(
  "a serial port of an industrial router with `%s` changes nothing that others pass",
  (statement) => {
    const top = `gyroscope-reading enable\nignition enable\ninterface Async0/2/0\n no ip address\n ${statement}\n`;
    const text = router(`ip access-list extended A\n deny ip any any\n${top}`);
    expect(parse(text).codes).not.toContain("cisco/unknown-statement");
    expect(ask(text, "tcp 10.1.0.5 > 10.2.0.9:502")).toBe("deny");
  },
);
