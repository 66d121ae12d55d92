/** What was not understood may be an address or a route: a zone is not known to lie where the rest of the file puts it alone. */
import { describe, expect, it } from "vitest";
import { answerPair, rulesOf } from "../../src/analyse/pairs.js";
import { EMPTY } from "../../src/packets/diagram.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { doubt, firewall, plan, port, route, zone } from "./device-builder.js";
import { pairVerdicts } from "./text-plants.js";

const ZONES = [zone("cell 10.0.0.0/24"), zone("far 172.16.0.0/16")];

describe("a zone behind a default route", () => {
  const inner = firewall(["deny any > any any"], {
    id: "inner",
    interfaces: [port("port1 10.0.0.1/24"), port("port2 10.0.9.2/24")],
    routes: [route("0.0.0.0/0 via 10.0.9.1")],
  });
  const asked = (over: Parameters<typeof firewall>[1]) => {
    const interfaces = [port("port2 10.0.9.1/24"), port("wan 198.51.100.2/24")];
    const routes = [route("0.0.0.0/0 via 198.51.100.1"), route("10.0.0.0/24 via 10.0.9.2")];
    const edge = firewall(["permit any > any any"], { id: "edge", interfaces, routes, ...over });
    const plant = resolvePlant([edge, inner], plan(ZONES), []);
    const { may, reasons } = answerPair(plant, rulesOf(plant), { from: "far", to: "cell", family: 4 });
    return { passes: may !== EMPTY, texts: reasons().map(({ text }) => text) };
  };

  it("is known to lie there where all of the file was understood", () => {
    expect(asked({})).toEqual({ passes: false, texts: [] });
  });

  it("may lie elsewhere where a statement of the device was not", () => {
    const { texts } = asked({ doubts: [doubt("unread", "device")] });
    expect(texts).toEqual(["far may lie elsewhere than behind wan of edge: not all of its file was understood"]);
  });
});

describe("a zone that only a default route leads to", () => {
  const edge = firewall(["permit any > any any"], {
    id: "edge",
    interfaces: [port("port2 10.0.9.1/24"), port("wan 198.51.100.2/24")],
    routes: [route("0.0.0.0/0 via 198.51.100.1")],
  });
  const asked = (dynamicRouting?: string) => {
    const routers = [
      { id: "default", forwards: { ipv4: true, ipv6: true }, ...(dynamicRouting && { dynamicRouting }) },
    ];
    const interfaces = [port("port1 10.9.0.1/24")];
    const doubts = dynamicRouting === undefined ? [] : [doubt(dynamicRouting, "match")];
    const other = firewall(["deny any > any any"], { id: "other", interfaces, routers, doubts });
    const zones = [zone("cell 10.0.9.0/24"), zone("far 172.16.0.0/16")];
    const plant = resolvePlant([edge, other], plan(zones), []);
    return ["cell far", "far cell"].map((pair) => {
      const [from = "", to = ""] = pair.split(" ");
      return answerPair(plant, rulesOf(plant), { from, to, family: 4 }).must !== EMPTY;
    });
  };

  it("surely lies there while nothing else may lead to it", () => {
    expect(asked()).toEqual([true, true]);
  });

  it("may lie behind another device that learns routes", () => {
    expect(asked("learned")).toEqual([false, false]);
  });
});

/** A router out of the plant, which lets nothing out. */
const outwardTo = (to: string) => `version 15.2
hostname edge
ip routing
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.255.0
interface GigabitEthernet0/2
 ip address 203.0.113.1 255.255.255.0
 ip access-group NOTHING out
ip route ${to} 203.0.113.2
ip access-list extended NOTHING
 deny ip any any
end
`;

describe.each(["0.0.0.0 0.0.0.0", "10.7.0.0 255.255.0.0"])(
  "a zone behind a route to %s, beside another router",
  (to) => {
    const inward = (statement: string) => `version 15.2
hostname inward
ip routing
interface GigabitEthernet0/0
 ip address 10.1.0.2 255.255.255.0
interface GigabitEthernet0/1
 ip address 10.8.0.1 255.255.255.0
${statement}
end
`;
    const verdict = async (statement: string) => {
      const verdicts = await pairVerdicts([outwardTo(to), inward(statement)], ["cell 10.1.0.0/24", "far 10.7.0.0/24"]);
      return verdicts[0];
    };

    it.each(["ip route 10.9.0.0 255.255.255.0 10.8.0.2", "no ip source-route"])(
      "is not reached where that says %s",
      async (statement) => expect(await verdict(statement)).toBe("cell > far proved"),
    );

    it("is reached where that has a route to it", async () => {
      expect(await verdict("ip route 10.7.0.0 255.255.255.0 10.8.0.2")).toBe("cell > far violated");
    });

    it.each([
      "ip route 10.7.0.x 255.255.255.0 10.8.0.2",
      "ip route 10.7.0.0 255.255.255.0 10.8.0.x",
      "ip roxte 10.7.0.0 255.255.255.0 10.8.0.2",
      "xp route 10.7.0.0 255.255.255.0 10.8.0.2",
      "interface GigabitEthernet0/1\n ip adress 10.7.0.1 255.255.255.0 secondary",
      "router ospf 1",
    ])("may be reached where that says %s", async (statement) =>
      expect(await verdict(statement)).toBe("cell > far unproved"),
    );
  },
);

describe("a zone behind a default route, beside a FortiGate", () => {
  const inward = (lines: string) => `#config-version=FGT60F-7.2.5-FW-build1517-230606:opmode=0:vdom=0:user=admin
config system interface
    edit "port1"
        set ip 10.1.0.2 255.255.255.0
        set type physical
    next
    edit "port2"
        set ip 10.8.0.1 255.255.255.0
        set type physical
        ${lines}
    next
end
config firewall policy
    edit 1
        set srcintf "port1"
        set dstintf "port2"
        set action accept
        set srcaddr "all"
        set dstaddr "all"
        set schedule "always"
        set service "ALL"
    next
end
config router multicast
end
`;
  const secondary = "set secondary-IP enable\nconfig secondaryip\nedit 1\nset ip 10.7.0.1 255.255.255.0\nnext\nend";

  it.each([
    ["set snmp-index 3", "proved"],
    [secondary, "violated"],
    [secondary.replace("set ip", "set ix"), "unproved"],
    [secondary.replace("secondaryip", "secondaryix"), "unproved"],
    [secondary.replace("secondary-IP", "secondary-IX"), "unproved"],
  ])("with %j is %s", async (lines, verdict) => {
    const [first] = await pairVerdicts(
      [outwardTo("0.0.0.0 0.0.0.0"), inward(lines)],
      ["cell 10.1.0.0/24", "far 10.7.0.0/24"],
    );
    expect(first).toBe(`cell > far ${verdict}`);
  });
});

describe("a zone behind a default route, beside a pfSense with a virtual address", () => {
  const gateway = `<gateway_item><interface>wan</interface><gateway>10.1.0.1</gateway><name>W</name>
<ipprotocol>inet</ipprotocol></gateway_item>`;
  const rule = `<rule><type>pass</type><interface>wan</interface><ipprotocol>inet</ipprotocol>
<source><any/></source><destination><any/></destination></rule>`;
  const inward = (vip: string) => `<?xml version="1.0"?>
<pfsense>
<version>22.9</version>
<system><hostname>inward</hostname><domain>plant.example</domain></system>
<interfaces>
<wan><enable/><if>em0</if><ipaddr>10.1.0.2</ipaddr><subnet>24</subnet></wan>
<lan><enable/><if>em1</if><ipaddr>10.8.0.1</ipaddr><subnet>24</subnet></lan>
</interfaces>
<gateways><defaultgw4>W</defaultgw4>${gateway}</gateways>
<virtualip><vip>${vip}<type>single</type></vip></virtualip>
<filter>${rule}</filter>
</pfsense>
`;
  const alias = "<mode>ipalias</mode><interface>lan</interface><subnet>10.7.0.1</subnet><subnet_bits>24</subnet_bits>";

  it.each([
    [alias.replace("10.7.0.1", "10.9.0.1"), "proved"],
    [alias.replace("ipalias", "proxyarp"), "proved"],
    [alias, "violated"],
    [alias.replace("10.7.0.1", "10.7.0.x"), "unproved"],
    [alias.replace(">24<", ">2x<"), "unproved"],
    [alias.replace("ipalias", "ipalixs"), "unproved"],
    [alias.replace(">lan<", ">lxn<"), "unproved"],
  ])("%s is %s", async (vip, verdict) => {
    const [first] = await pairVerdicts(
      [outwardTo("0.0.0.0 0.0.0.0"), inward(vip)],
      ["cell 10.1.0.0/24", "far 10.7.0.0/24"],
    );
    expect(first).toBe(`cell > far ${verdict}`);
  });
});

describe("a zone that only a default route of the device leads to", () => {
  const asked = (over: object) => {
    const edge = firewall(["permit any > any any"], {
      interfaces: [port("port1 10.0.9.1/24"), { ...port("port2"), ...over }, port("wan 198.51.100.2/24")],
      routes: [route("0.0.0.0/0 via 198.51.100.1")],
      doubts: [doubt("lost", "match")],
    });
    const plant = resolvePlant([edge], plan([zone("cell 10.0.9.0/24"), zone("far 172.16.0.0/16")]), []);
    return answerPair(plant, rulesOf(plant), { from: "cell", to: "far", family: 4 }).must !== EMPTY;
  };

  it.each([
    ["surely lies there where all interfaces were read", {}, true],
    ["may lie behind one whose address was not read", { addressDoubt: "lost", unreadAddress: true }, false],
    [
      "may lie behind one that shows an address beside one that was not read",
      { addressDoubt: "lost", unreadAddress: true, ...port("port2 10.7.0.1/24") },
      false,
    ],
    [
      "surely lies there where what was not read is an address of the other family",
      { addressDoubt: "lost", addressDoubtOf: 6, unreadAddress: true, ...port("port2 10.7.0.1/24") },
      true,
    ],
  ])("%s", (_, over, expected) => {
    expect(asked(over)).toBe(expected);
  });
});

describe("an interface of which a statement was not understood", () => {
  const openOf = (...ports: Parameters<typeof port>[0][]) => {
    const doubts = [doubt("unread", "interfaces", { interfaces: ["port1"] })];
    const device = firewall(["permit any > any any"], { interfaces: ports.map((text) => port(text)), doubts });
    return resolvePlant([device], plan([zone("cell 10.0.0.0/24")]), []).open.map(({ zone: id, family }) => [
      id,
      family,
    ]);
  };

  it("may have addresses of a family that it shows none of", () => {
    expect(openOf("port1 10.0.0.1/24")).toEqual([["cell", 6]]);
    expect(openOf("port1 10.0.0.1/24 2001:db8::1/64")).toEqual([]);
    expect(openOf("port2 10.0.0.1/24")).toEqual([]);
  });
});

const UNREAD = { addressDoubt: "unread", unreadAddress: true };
const SHARED = port("p1 10.7.0.240/24").addresses.map((one) => ({ ...one, kind: "virtual" }));

describe("a next hop that no given device is known to have", () => {
  const edge = firewall(["permit any > any any"], {
    id: "edge",
    interfaces: [port("lan 10.0.0.1/24"), port("transit 10.0.9.1/24")],
    routes: [route("172.16.0.0/16 via 10.0.9.2")],
  });
  const passes = (over: object) => {
    const interfaces = [{ ...port("p1"), ...over }, port("p2 10.9.0.1/24")];
    const other = firewall(["deny any > any any"], { id: "other", interfaces, doubts: [doubt("unread", "match")] });
    const plant = resolvePlant([edge, other], plan([zone("cell 10.0.0.0/24"), zone("far 172.16.0.0/16")]), []);
    return answerPair(plant, rulesOf(plant), { from: "cell", to: "far", family: 4 }).must !== EMPTY;
  };

  it.each([
    ["is a stranger that lets everything pass", {}, true],
    ["may be an interface that nothing describes", { addressDoubt: "unread", unreadAddress: true }, false],
    ["may be one of which the address alone was read that it shares", { ...UNREAD, addresses: SHARED }, false],
    ["may be one of which another address was read", { ...UNREAD, addresses: port("p1 10.7.0.1/24").addresses }, false],
  ])("%s", (_, over, expected) => {
    expect(passes(over)).toBe(expected);
  });
});

describe("an interface whose address was not read, beside a device that joins the zones too", () => {
  const guard = `version 15.2
hostname guard
interface GigabitEthernet0/0
 ip address 10.0.1.1 255.255.255.0
 ip access-group SHUT in
interface GigabitEthernet0/1
 ip address 10.0.2.1 255.255.255.0
 ip access-group SHUT in
ip access-list extended SHUT
 deny ip any any
end
`;
  const verdicts = (head: string, more = "") =>
    pairVerdicts(
      [
        guard,
        `version 15.2
hostname other
${more}interface GigabitEthernet0/0
 ip address 10.0.2.2 255.255.255.0
${head}end
`,
      ],
      ["cell-a 10.0.1.0/24", "cell-b 10.0.2.0/24"],
    );
  const none = ["cell-a > cell-b proved", "cell-b > cell-a proved"];
  const open = ["cell-a > cell-b unproved", "cell-b > cell-a unproved"];

  it.each([
    ["has none", "interface GigabitEthernet0/1\n no ip address\n", "", none],
    [
      "may be on the segment of any zone",
      "interface GigabitEthernet0/1\n ip adress 10.0.1.2 255.255.255.0\n",
      "",
      open,
    ],
    [
      "has none while it is down",
      "interface GigabitEthernet0/1\n ip adress 10.0.1.2 255.255.255.0\n shutdown\n",
      "",
      none,
    ],
    [
      "may stand in a section that was not understood",
      "intrface GigabitEthernet0/1\n ip address 10.0.1.2 255.255.255.0\n",
      "",
      open,
    ],
    [
      "may be in any router of it",
      "intrface GigabitEthernet0/1\n ip address 10.0.1.2 255.255.255.0\n",
      "vrf definition A\n address-family ipv4\n exit-address-family\n",
      open,
    ],
  ])("%s", async (_, head, more, expected) => {
    expect(await verdicts(head, more)).toEqual(expected);
  });

  it("joins zones of any router of its device", async () => {
    const vrf = "vrf definition A\n address-family ipv4\n exit-address-family\n";
    const inVrf =
      "intrface GigabitEthernet0/1\n ip address 10.0.1.2 255.255.255.0\ninterface GigabitEthernet0/2\n vrf forwarding A\n ip address 10.0.3.1 255.255.255.0\n";
    const other = `version 15.2\nhostname other\n${vrf}${inVrf}end\n`;
    const shut = guard.replace("10.0.2.1", "10.0.3.2");
    expect(await pairVerdicts([shut, other], ["cell-a 10.0.1.0/24", "cell-c 10.0.3.0/24"])).toEqual([
      "cell-a > cell-c unproved",
      "cell-c > cell-a unproved",
    ]);
  });
});

describe("the one host address of a link that no given device is known to have", () => {
  const edge = firewall(["permit 10.3.0.0/30 > any any"], {
    id: "edge",
    interfaces: [port("lan 10.0.0.1/24"), port("link 10.3.0.2/30")],
  });
  const surelyPasses = (over: object) => {
    const interfaces = [{ ...port("p1"), ...over }, port("p2 10.9.0.1/24")];
    const other = firewall(["deny any > any any"], { id: "other", interfaces, doubts: [doubt("unread", "match")] });
    const plant = resolvePlant([edge, other], plan([zone("cell 10.0.0.0/24"), zone("far 10.3.0.0/30")]), []);
    return answerPair(plant, rulesOf(plant), { from: "far", to: "cell", family: 4 }).must !== EMPTY;
  };

  it("is a host's, or of one whose address was not read, beside the first and the last of its network", () => {
    expect(surelyPasses({})).toBe(true);
    expect(surelyPasses(UNREAD)).toBe(false);
  });
});
