/** Routing tables that were captured with a configuration: what a FortiGate learned is known then, or stays unknown with a reason. */
import { describe, expect, it } from "vitest";
import { FORTIGATE } from "../../../parsers/fortigate/index.js";
import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import { formatIPv4 } from "../../../src/packets/address.js";

const CONFIGURATION = `config system global
    set hostname "FW1"
end
config system interface
    edit "port1"
        set vdom "root"
        set ip 10.1.0.1 255.255.0.0
    next
    edit "port2"
        set vdom "root"
        set ip 10.12.0.2 255.255.255.252
    next
    edit "wan1"
        set vdom "root"
        set mode dhcp
    next
end
config router static
    edit 1
        set dst 10.9.0.0 255.255.0.0
        set gateway 10.12.0.1
        set device "port2"
    next
    edit 2
        set dst 10.0.0.0 255.0.0.0
        set blackhole enable
        set distance 254
    next
end
config router ospf
    config area
        edit 0.0.0.0
        next
    end
end
config firewall policy
    edit 1
        set srcintf "port1"
        set dstintf "port2"
        set srcaddr "all"
        set dstaddr "all"
        set action accept
        set schedule "always"
        set service "ALL"
    next
end
`;
const LEGEND = `Codes: K - kernel, C - connected, S - static, R - RIP, B - BGP
       O - OSPF, IA - OSPF inter area
       N1 - OSPF NSSA external type 1, N2 - OSPF NSSA external type 2
       i - IS-IS, L1 - IS-IS level-1, L2 - IS-IS level-2, ia - IS-IS inter area
       * - candidate default

Routing table for VRF=0
`;
const ENTRIES = `S*      0.0.0.0/0 [5/0] via 198.51.100.1, wan1, [1/0]
S       10.0.0.0/8 [254/0] is a summary, Null, [1/0]
C       10.1.0.0/16 is directly connected, port1
O IA    10.2.0.0/16 [110/2] via 10.12.0.1, port2, 00:01:02, [1/0]
                    [110/2] via 10.1.0.9, port1, 00:01:02, [1/0]
B       10.3.0.0/16 [200/0] via 10.12.0.1, port2, 3d04h
O*E2    10.4.0.0/16 [110/10] via 10.12.0.1, port2, 01w2d10h
S       10.9.0.0/16 [10/0] via 10.12.0.1, port2, [1/0]
C       10.12.0.0/30 is directly connected, port2
C       198.51.100.0/24 is directly connected, wan1
`;

const capture = (entries = ENTRIES, configuration = CONFIGURATION, prompt = "FW1 #") =>
  `${prompt} show\n${configuration}\n${prompt} get router info routing-table all\n${LEGEND}${entries}\n${prompt} exit\n`;

function read(text: string) {
  const diagnostics = new Diagnostics();
  const file = { path: "fw.conf", text, encoding: "utf-8", sha256: "" } as const;
  const detection = { platform: "fortios", confidence: 1, reasons: [] };
  const { devices, account } = FORTIGATE.parse(file, detection, diagnostics);
  const [device] = devices;
  if (device === undefined) throw new Error("no device");
  const codes = diagnostics.all().map(({ code }) => code);
  const [router] = device.routers;
  return {
    device,
    codes: codes.filter((code) => code === "fortigate/routing-table"),
    learns: router?.dynamicRouting !== undefined,
    isKnown: router?.learned !== undefined,
    notUnderstood: account.counts().notUnderstood,
  };
}

describe("a routing table in the capture of a session", () => {
  it("says what was learned, and came with an address", () => {
    const { device, ...rest } = read(capture());
    expect(rest).toEqual({ codes: [], learns: false, isKnown: true, notUnderstood: 0 });
    const routes = device.routes.map(({ network, prefixLength, egress = "-", nextHop, distance, doubt }) => {
      const hop = nextHop === undefined ? "-" : formatIPv4(Number(nextHop));
      return `${formatIPv4(Number(network))}/${prefixLength} ${egress} ${hop} ${distance}${doubt === undefined ? "" : "?"}`;
    });
    expect(routes).toEqual([
      "10.9.0.0/16 port2 10.12.0.1 10",
      "10.0.0.0/8 - - 254",
      "0.0.0.0/0 wan1 198.51.100.1 5",
      "10.2.0.0/16 port2 10.12.0.1 110",
      "10.2.0.0/16 port1 10.1.0.9 110",
      "10.3.0.0/16 port2 10.12.0.1 200",
      "10.4.0.0/16 port2 10.12.0.1 110",
    ]);
  });

  it("shows in full how next hops are reached", () => {
    const tunnels = ["vpn1", "vpn2"].map(
      (name, index) => `    edit "${name}"
        set vdom "root"
        set ip 10.255.${index}.1 255.255.255.255
        set remote-ip 10.255.${index}.2 255.255.255.252
        set type tunnel
        set interface "port2"
    next
`,
    );
    const both = CONFIGURATION.replace('    edit "wan1"', `${tunnels.join("")}    edit "wan1"`).replace(
      "    edit 2\n        set dst",
      '    edit 3\n        set dst 10.20.0.0 255.255.0.0\n        set device "vpn1"\n    next\n    edit 2\n        set dst',
    );
    const { isKnown, device, codes } = read(
      capture(
        `${ENTRIES}S       10.20.0.0/16 [10/0] via vpn1 tunnel 203.0.113.9, [1/0]
B       10.21.0.0/16 [20/0] via 10.12.0.1 (recursive is directly connected, port2), 00:06:32, [1/0]
B       10.22.0.0/16 [200/0] via 10.21.0.1 (recursive via 10.12.0.1, port2), 6d02h09m, [1/0]
B       10.23.0.0/16 [200/0] via 10.20.0.1 (recursive via vpn1 tunnel 203.0.113.9 [1]), 6d02h10m
                                           (recursive via vpn2 tunnel 203.0.113.8 [1]), 6d02h10m, [1/0]
B       10.24.0.0/16 [200/0] via 10.255.0.2 [2] (recursive is directly connected, vpn1), 00:00:10
                     [200/0] via 10.255.1.2 [2] (recursive is directly connected, vpn2), 00:00:10, [1/0]
B       10.25.0.0/16 [200/0] via 10.9.0.1 (recursive via 10.12.0.1), 02:25:11
O       10.26.0.0/16 [110/101] via vpn1 tunnel 203.0.113.9, 00:01:02, [1/0]
C       10.255.0.0/30 is directly connected, vpn1
C       10.255.0.1/32 is directly connected, vpn1
C       10.255.1.0/30 is directly connected, vpn2
C       10.255.1.1/32 is directly connected, vpn2
`,
        both,
      ),
    );
    expect({ isKnown, codes }).toEqual({ isKnown: true, codes: [] });
    expect(device.doubts.filter(({ reason }) => reason.includes("was down"))).toEqual([]);
    const ways = device.routes.map(({ network, egress = "-", nextHop }) =>
      [formatIPv4(Number(network)), egress, nextHop === undefined ? "-" : formatIPv4(Number(nextHop))].join(" "),
    );
    expect(ways.filter((way) => /^10.2\d/.test(way))).toEqual([
      "10.20.0.0 vpn1 -",
      "10.21.0.0 port2 10.12.0.1",
      "10.22.0.0 port2 10.12.0.1",
      "10.23.0.0 vpn1 -",
      "10.23.0.0 vpn2 -",
      "10.24.0.0 vpn1 10.255.0.2",
      "10.24.0.0 vpn2 10.255.1.2",
      "10.25.0.0 - 10.12.0.1",
      "10.26.0.0 vpn1 -",
    ]);
  });

  it("makes interfaces doubtful that were down, and static routes that were not there", () => {
    const gone = ENTRIES.replace(/^C +10\.1\..*\n/m, "")
      .replace(/^S +10\.9.*\n/m, "")
      .replace(/^ +\[110.*\n/m, "");
    const { device, isKnown } = read(capture(gone));
    expect(isKnown).toBe(true);
    expect(device.interfaces.find(({ id }) => id === "port1")?.stateDoubt).toBeDefined();
    expect(device.routes[0]?.doubt).toBeDefined();
  });

  it("may have a pager in it that was taken away again", () => {
    const paged = (pager: string) => capture().replace(/^B /m, `${pager}B `);
    const { isKnown, notUnderstood } = read(paged("--More-- \r         \r"));
    expect({ isKnown, notUnderstood }).toEqual({ isKnown: true, notUnderstood: 0 });
    expect(read(paged("--More-- ")).isKnown).toBe(false);
  });

  it("is that of the VDOM in its prompt", () => {
    expect(read(capture(ENTRIES, CONFIGURATION, "FW1 (root) $")).isKnown).toBe(true);
    const { isKnown, codes } = read(capture(ENTRIES, CONFIGURATION, "FW1 (other) $"));
    expect({ isKnown, codes }).toEqual({ isKnown: false, codes: ["fortigate/routing-table"] });
  });

  it.each([
    ["cut off", capture().replace(/FW1 # exit\n$/, "")],
    ["of another device", capture().replaceAll("FW1 #", "FW2 #")],
    ["shown twice", `${capture()}FW1 # get router info routing-table all\n${LEGEND}${ENTRIES}FW1 #\n`],
    ["with a network that the file lacks", capture(`${ENTRIES}C       10.14.0.0/24 is directly connected, port7\n`)],
    [
      "with a static route that the file lacks",
      capture(`${ENTRIES}S       10.7.0.0/16 [10/0] via 10.12.0.1, port2, [1/0]\n`),
    ],
    [
      "with a next hop that nothing leads to",
      capture(`${ENTRIES}B       10.7.0.0/16 [200/0] via 10.4.0.1 (recursive via 192.0.2.9), 3d04h\n`),
    ],
    [
      "with a tunnel that the file lacks",
      capture(`${ENTRIES}B       10.7.0.0/16 [200/0] via 10.4.0.1 (recursive via vpn1 tunnel 192.0.2.9), 3d04h\n`),
    ],
    [
      "with a port in the place of a tunnel",
      capture(`${ENTRIES}O       10.7.0.0/16 [110/2] via port2 tunnel 192.0.2.9\n`),
    ],
    [
      "with a next hop beside no network",
      capture(`${ENTRIES}O       10.7.0.0/16 [110/2] via 172.16.0.1, port2, 00:00:01\n`),
    ],
    [
      "with a table for another VRF",
      capture(`${ENTRIES}\nRouting table for VRF=7\nC       10.14.0.0/24 is directly connected, port7\n`),
    ],
    [
      "beside OSPF for IPv6",
      capture(
        ENTRIES,
        CONFIGURATION.replace(
          "config router ospf",
          "config router ospf6\n    config area\n        edit 0.0.0.0\n        next\n    end\nend\nconfig router ospf",
        ),
      ),
    ],
    [
      "beside policy routes",
      capture(
        ENTRIES,
        `${CONFIGURATION}config router policy\n    edit 1\n        set input-device "port1"\n        set output-device "wan1"\n        set gateway 198.51.100.1\n    next\nend\n`,
      ),
    ],
  ])("is not used where it is %s", (_, text) => {
    const { codes, learns, isKnown } = read(text);
    expect({ codes, learns, isKnown }).toEqual({ codes: ["fortigate/routing-table"], learns: true, isKnown: false });
  });

  it("carries IPv6 over BGP where an interface has an address of it", () => {
    const bgp = 'config router bgp\n    config neighbor\n        edit "10.12.0.1"\n        next\n    end\nend\n';
    expect(read(capture(ENTRIES, `${CONFIGURATION}${bgp}`)).isKnown).toBe(true);
    const both = CONFIGURATION.replace(
      'edit "port2"',
      'edit "port2"\n        config ipv6\n            set ip6-address 2001:db8:12::2/64\n        end',
    );
    expect(read(capture(ENTRIES, `${both}${bgp}`)).isKnown).toBe(false);
    for (const setting of ["set autoconf enable", "set ip6-mode dhcp"]) {
      const given = both.replace("set ip6-address 2001:db8:12::2/64", setting);
      expect(read(capture(ENTRIES, `${given}${bgp}`)).isKnown).toBe(false);
    }
  });

  it("shows that a configuration lacks the protocol by which routes are learned", () => {
    const { codes, learns, isKnown } = read(
      capture(ENTRIES, CONFIGURATION.replace(/^config router ospf[\s\S]*?^end\n/m, "")),
    );
    expect({ codes, learns, isKnown }).toEqual({ codes: ["fortigate/routing-table"], learns: true, isKnown: false });
  });

  it("is none where the command shows one protocol", () => {
    expect(read(capture().replace("routing-table all", "routing-table ospf")).learns).toBe(true);
  });
});
