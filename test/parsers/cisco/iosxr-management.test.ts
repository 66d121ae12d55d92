/** Packets to an IOS-XR router itself: management plane protection, and the services that answer (reference/cisco.md 4.4). */
import { describe, expect, it } from "vitest";
import { askXr, IN, OUT, xr } from "./iosxr-site.js";
import { parse } from "./site.js";

const MGMT = "MgmtEth0/RP0/CPU0/0";

/** A router whose management plane has these lines under it. */
function plane(lines: string, more = ""): string {
  return xr(
    `vrf MGMT\n!\ninterface ${MGMT}\n vrf MGMT\n ipv4 address 10.9.0.1/24\n!\ncontrol-plane\n management-plane\n${lines}\n !\n!\n${more}`,
    [],
  );
}

const INBAND = plane(`  inband
   interface ${IN}
    allow SSH peer
     address ipv4 10.1.5.0/24
     address ipv4 10.1.6.1
    !
    allow SNMP
   !
  !
  out-of-band
   vrf MGMT`);

const toDevice = (text: string, packet: string, ingress = IN) => askXr(text, packet, ingress, "self");

describe("management plane protection of IOS-XR", () => {
  it.each([
    ["tcp 10.1.5.9 > 10.1.0.1:22", IN, "permit"],
    ["tcp 10.1.6.1 > 10.1.0.1:22", IN, "permit"],
    ["tcp 10.1.6.2 > 10.1.0.1:22", IN, "deny"],
    ["udp 10.1.9.9 > 10.1.0.1:161", IN, "permit"],
    ["tcp 10.1.5.9 > 10.1.0.1:23", IN, "deny"],
    ["tcp 10.2.5.9 > 10.2.0.1:22", OUT, "deny"],
    ["tcp 10.9.0.9 > 10.9.0.1:22", MGMT, "permit"],
    ["tcp 10.2.5.9 > 10.2.0.1:179", OUT, "permit"],
    ["icmp 10.2.5.9 > 10.2.0.1 8/0", OUT, "permit"],
    ["tcp 10.2.5.9 > 10.2.0.1:830", OUT, "unknown"],
  ])(
    "takes protocols where it allows them, from whom it allows, and covers no others: %s by %s",
    (packet, by, answer) => {
      expect(parse(INBAND).codes).toEqual([]);
      expect(toDevice(INBAND, packet, by)).toBe(answer);
    },
  );

  it("without an interface in it every one takes what is switched on", () => {
    expect(toDevice(plane("  inband\n"), "tcp 10.2.5.9 > 10.2.0.1:22", OUT)).toBe("permit");
    expect(toDevice(xr("", []), "tcp 10.2.5.9 > 10.2.0.1:22", OUT)).toBe("permit");
  });

  it("`all` is every interface, and every protocol", () => {
    const text = plane("  inband\n   interface all\n    allow all peer\n     address ipv4 10.1.0.0/16\n");
    expect(toDevice(text, "tcp 10.1.5.9 > 10.1.0.1:23")).toBe("permit");
    expect(toDevice(text, "tcp 10.2.5.9 > 10.2.0.1:23", OUT)).toBe("deny");
  });

  it("what `all` allows is open on an interface that has statements of its own", () => {
    const text = plane(`  inband\n   interface all\n    allow SSH\n   !\n   interface ${IN}\n    allow SNMP\n`);
    expect(toDevice(text, "tcp 10.1.5.9 > 10.1.0.1:22")).toBe("unknown");
    expect(toDevice(text, "udp 10.1.5.9 > 10.1.0.1:161")).toBe("permit");
    expect(toDevice(text, "tcp 10.1.5.9 > 10.1.0.1:23")).toBe("deny");
    expect(toDevice(text, "tcp 10.2.5.9 > 10.2.0.1:22", OUT)).toBe("permit");
    expect(toDevice(text, "udp 10.2.5.9 > 10.2.0.1:161", OUT)).toBe("deny");
  });

  it.each([
    [`  out-of-band\n   interface ${IN}\n    allow SSH\n`, "unknown"],
    [`  out-of-band\n   interface ${OUT}\n    allow SSH\n`, "unknown"],
    [`  out-of-band\n   interface ${IN}\n    allow SSH\n   !\n   interface ${OUT}\n    allow SSH\n`, "permit"],
    [`  out-of-band\n   interface all\n    allow SSH\n`, "permit"],
    [`  inband\n   interface ${IN}\n    allow SSH\n`, "permit"],
  ])("an out-of-band interface may forward nothing to others: %j", (lines, answer) => {
    expect(askXr(plane(lines), "tcp 10.1.0.5 > 10.2.0.9:80")).toBe(answer);
    const closed = plane(lines, "ipv4 access-list A\n 10 deny tcp any any\n!").replace(
      " ipv4 address 10.1.0.1 255.255.0.0",
      " ipv4 address 10.1.0.1 255.255.0.0\n ipv4 access-group A ingress",
    );
    expect(askXr(closed, "tcp 10.1.0.5 > 10.2.0.9:80")).toBe("deny");
  });

  it("a management port that it names takes what stands there alone", () => {
    const text = plane(`  out-of-band\n   interface ${MGMT}\n    allow SSH\n`);
    expect(toDevice(text, "tcp 10.9.0.9 > 10.9.0.1:22", MGMT)).toBe("permit");
    expect(toDevice(text, "tcp 10.9.0.9 > 10.9.0.1:23", MGMT)).toBe("deny");
  });

  it("stands in lines of its own", () => {
    const line = `control-plane management-plane inband interface ${IN} allow`;
    const text = xr(`${line} SSH peer address ipv4 10.1.5.0/24\n${line} Telnet`, []);
    expect(toDevice(text, "tcp 10.1.5.9 > 10.1.0.1:22")).toBe("permit");
    expect(toDevice(text, "tcp 10.1.6.9 > 10.1.0.1:22")).toBe("deny");
    expect(toDevice(text, "tcp 10.1.6.9 > 10.1.0.1:23")).toBe("permit");
    expect(toDevice(text, "tcp 10.2.6.9 > 10.2.0.1:23", OUT)).toBe("deny");
  });

  it.each(["    permit SSH", "    allow SSH peer\n     address ipv4 nobody", "   frobnicate", "    allow GRPC"])(
    "a part that is not understood leaves packets to the device open: %j",
    (line) => {
      const text = plane(`  inband\n   interface ${IN}\n${line}\n`);
      expect(parse(text).codes).toEqual(["cisco/unknown-statement"]);
      expect(toDevice(text, "tcp 10.1.5.9 > 10.1.0.1:22")).toBe("unknown");
      expect(toDevice(text, "tcp 10.1.5.9 > 10.1.0.1:179")).toBe("unknown");
      expect(askXr(text, "tcp 10.1.0.5 > 10.2.0.9:22")).toBe("permit");
    },
  );

  it("the list of the interface comes before it", () => {
    const text = plane(
      `  inband\n   interface ${IN}\n    allow SSH`,
      "ipv4 access-list A\n 10 deny tcp any any eq 22\n 20 permit ipv4 any any\n!",
    ).replace(` ipv4 address 10.1.0.1 255.255.0.0`, ` ipv4 address 10.1.0.1 255.255.0.0\n ipv4 access-group A ingress`);
    expect(toDevice(text, "tcp 10.1.5.9 > 10.1.0.1:22")).toBe("deny");
    expect(toDevice(text, "tcp 10.1.5.9 > 10.1.0.1:179")).toBe("permit");
  });
});

const LISTS =
  "ipv4 access-list OPS\n 10 permit tcp 10.1.5.0/24 any\n 20 deny ipv4 any any\n!\nipv6 access-list OPS6\n 10 permit tcp 2001:db8:1::/64 any\n!\n";

function services(text: string) {
  return parse(xr(`${LISTS}${text}`, [])).device.management.services.map(
    ({ service, enabled, port, sources, interfaces }) =>
      [service, enabled, port, sources && "limited", interfaces?.join(" ")]
        .filter((part) => part !== undefined)
        .join(" "),
  );
}

describe("services of IOS-XR", () => {
  it.each([
    ["", ["ssh false 22", "telnet false 23"]],
    ["ssh server v2\nssh server session-limit 5", ["ssh true 22", "telnet false 23"]],
    ["ssh server v2\nno ssh server v2", ["ssh false 22", "telnet false 23"]],
    ["ssh server vrf MGMT ipv4 access-list OPS ipv6 access-list OPS6", ["ssh true 22 limited", "telnet false 23"]],
    ["ssh server vrf MGMT ipv4 access-list NOWHERE", ["ssh true 22", "telnet false 23"]],
    ["telnet vrf default ipv4 server max-servers 5 access-list OPS", ["ssh false 22", "telnet true 23 limited"]],
    ["ssh server v2\nline default\n access-class ingress OPS", ["ssh true 22 limited", "telnet false 23 limited"]],
    [
      "ssh server v2\nline default\n access-class ingress OPS\nline template T\n exec-timeout 5 0\nvty-pool default 0 9 line-template T",
      ["ssh true 22", "telnet false 23"],
    ],
    [
      "telnet ipv4 server max-servers 5\nssh server v2\nline default\n transport input ssh",
      ["ssh true 22", "telnet false 23"],
    ],
    ["http server ssl access-group OPS", ["ssh false 22", "telnet false 23", "https true 443 limited"]],
    ["http server", ["ssh false 22", "telnet false 23", "http true 80"]],
    [
      "xml agent tty\nnetconf-yang agent\n ssh\n!\ngrpc\n port 57777",
      ["ssh false 22", "telnet false 23", "other true 22", "other true 23", "other true 830", "other true 57777"],
    ],
    ["grpc\n no-tls", ["ssh false 22", "telnet false 23", "other true 57400"]],
    ["grpc port 57500\ngrpc no-tls", ["ssh false 22", "telnet false 23", "other true 57500"]],
    ["grpc\n port 57777\n!\nno grpc", ["ssh false 22", "telnet false 23"]],
    ["xml agent", ["ssh false 22", "telnet false 23", "other true 38751"]],
    ["netconf-yang agent ssh\nno netconf-yang agent ssh", ["ssh false 22", "telnet false 23"]],
    ["ssh server netconf vrf default", ["ssh false 22", "telnet false 23", "other true 830"]],
    ["netconf-yang agent ssh\nssh server netconf port 831", ["ssh false 22", "telnet false 23", "other true 831"]],
    ["tftp vrf MGMT ipv4 server homedir disk0:", ["ssh false 22", "telnet false 23", "other true 69"]],
    [
      "service ipv4 tcp-small-servers max-servers 5",
      ["ssh false 22", "telnet false 23", "other true 7", "other true 9", "other true 19"],
    ],
  ])("%j", (text, expected) => {
    expect(services(text)).toEqual(expected);
  });

  it.each([
    ["snmp-server community s3cret RO IPv4 OPS", "snmp true 161 limited"],
    ["snmp-server community s3cret RO SystemOwner OPS", "snmp true 161 limited"],
    ["snmp-server community s3cret RW SystemOwner", "snmp true 161"],
    ["snmp-server user anna GRP v3 auth sha encrypted s3cret", "snmp true 161"],
  ])("SNMP answers as soon as somebody may ask: %s", (line, expected) => {
    expect(services(line).at(-1)).toBe(expected);
    const { device } = parse(xr(`${LISTS}${line}`, []));
    expect(JSON.stringify(device, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(
      "s3cret",
    );
  });

  it("answer where the management plane takes them, and whom", () => {
    const { services: all } = parse(
      INBAND.replace(
        "hostname core-1",
        "hostname core-1\nssh server v2\ntelnet ipv4 server max-servers 5\nsnmp-server community x RO",
      ),
    ).device.management;
    expect(all.map(({ service, interfaces, sources }) => [service, interfaces, sources !== undefined])).toEqual([
      ["ssh", [IN, MGMT], false],
      ["telnet", [MGMT], false],
      ["snmp", [IN, MGMT], false],
    ]);
  });

  it("whether they are on in a part of a configuration is not known", () => {
    const [ssh, telnet] = parse(`interface ${IN}\n ipv4 address 10.1.0.1/24\n`).device.management.services;
    expect([ssh?.enabled, telnet?.enabled]).toEqual([undefined, undefined]);
  });
});
