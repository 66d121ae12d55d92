/** A line that opens an interface where none is opened: what stands below it may join zones past the guard between them. */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

const GUARD = `version 15.2
hostname guard
ip access-list extended SHUT
 deny ip any any
interface GigabitEthernet0/0
 ip address 10.20.10.9 255.255.255.0
 ip access-group SHUT in
interface GigabitEthernet0/1
 ip address 10.20.30.9 255.255.255.0
 ip access-group SHUT in
end
`;

interface Platform {
  readonly head: string;
  readonly open: (port: number) => string;
  /** What stands below that line, without blanks. */
  readonly says: (address: string) => readonly string[];
  readonly end: string;
}

const PLATFORMS: Readonly<Record<string, Platform>> = {
  IOS: {
    head: "version 15.2\nhostname other\n",
    open: (port) => `interface GigabitEthernet0/${port}`,
    says: (address) => [`ip address ${address} 255.255.255.0`],
    end: "end\n",
  },
  "NX-OS": {
    head: "version 9.3(8)\nhostname other\nfeature interface-vlan\n",
    open: (port) => `interface Ethernet1/${port}`,
    says: (address) => ["no switchport", `ip address ${address}/24`, "no shutdown"],
    end: "",
  },
  "IOS-XR": {
    head: "!! IOS XR Configuration 7.3.2\nhostname other\n",
    open: (port) => `interface GigabitEthernet0/0/0/${port}`,
    says: (address) => [`ipv4 address ${address} 255.255.255.0`],
    end: "end\n",
  },
  ASA: {
    head: "ASA Version 9.16(4)\nhostname other\nsame-security-traffic permit inter-interface\n",
    open: (port) => `interface GigabitEthernet1/${port}`,
    says: (address) => [
      `nameif ${address.split(".")[2] === "10" ? "ops" : "cell"}`,
      "security-level 50",
      `ip address ${address} 255.255.255.0`,
    ],
    end: ": end\n",
  },
};

const verdict = async (text: string) =>
  (await pairVerdicts([GUARD, text], ["ops 10.20.10.0/24", "cell 10.20.30.0/24"]))[0];

describe.each(Object.entries(PLATFORMS))("an interface of %s", (_, { head, open, says, end }) => {
  const section = (port: number, address: string, blanks: string) =>
    [blanks + open(port), ...says(address).map((line) => `${blanks} ${line}`)].join("\n");
  const first = section(1, "10.20.10.1", "");

  it("joins the zones by its side", async () => {
    expect(await verdict(`${head}${first}\n${section(2, "10.20.30.1", "")}\n${end}`)).toBe("ops > cell violated");
  });

  it.each([
    [
      "below another one",
      `${first}\n ${open(2)}\n${says("10.20.30.1")
        .map((line) => ` ${line}\n`)
        .join("")}`,
    ],
    ["deeper below another one", `${first}\n${section(2, "10.20.30.1", " ")}\n`],
    ["below a statement that holds none", `logging buffered 8192\n${section(2, "10.20.30.1", " ")}\n${first}\n`],
  ])("may do so %s", async (_case, text) => {
    expect(await verdict(`${head}${text}${end}`)).toBe("ops > cell unproved");
  });
});

describe("a line of an ASA that stands below one that holds none", () => {
  it.each([
    "access-list OPS line 1 extended permit tcp any any eq 22",
    "access-group OPS in interface cell",
    "object-group network CELL",
    "nat (ops,cell) source static any any",
    "route cell 10.20.40.0 255.255.255.0 10.20.30.2",
    "same-security-traffic permit inter-interface",
  ])("may decide as it always does: %s", async (line) => {
    const ports = (["ops 10", "cell 30"] as const).map((one, index) => {
      const [name, net] = one.split(" ");
      return `interface GigabitEthernet1/${index}\n nameif ${name}\n security-level 50\n ip address 10.20.${net}.1 255.255.255.0\n`;
    });
    const lists = "access-list OPS extended deny ip any any\naccess-group OPS in interface ops\n";
    const asa = (more: string) => `ASA Version 9.16(4)\nhostname fw\n${more}${ports.join("")}${lists}: end\n`;
    const zones = ["ops 10.20.10.0/24", "cell 10.20.30.0/24"];
    expect((await pairVerdicts([asa("")], zones))[0]).toBe("ops > cell proved");
    expect((await pairVerdicts([asa(` ${line}\n`)], zones))[0]).toBe("ops > cell unproved");
  });
});

describe("a name of an interface with words that none has", () => {
  it("opens none: where its addresses belong is not known", async () => {
    const ios = (name: string) => `version 15.2
hostname edge
ip access-list extended SHUT
 deny ip any any
interface Vlan10
 ip address 10.20.10.1 255.255.255.0
interface GigabitEthernet0/1
 ip address 10.20.30.1 255.255.255.0
interface ${name}
 ip access-group SHUT in
end
`;
    const of = async (name: string) =>
      (await pairVerdicts([ios(name)], ["ops 10.20.10.0/24", "cell 10.20.30.0/24"]))[0];
    expect(await of("Vlan10")).toBe("ops > cell proved");
    expect(await of("Vlan 10")).toBe("ops > cell proved");
    expect(await of("Vlan10 zzz")).toBe("ops > cell unproved");
    expect(await of("Vlan10%")).toBe("ops > cell unproved");
    expect(await of("z%Vlan10")).toBe("ops > cell unproved");
  });
});

describe("a group of IOS-XR that is applied", () => {
  const applied = (line: string) => `!! IOS XR Configuration 7.3.2
hostname edge
group G
 interface 'GigabitEthernet.*'
  ipv4 access-group OPEN ingress
 !
end-group
${line}ipv4 access-list OPEN
 10 permit ipv4 any any
!
ipv4 access-list SHUT
 10 deny ipv4 any any
!
interface GigabitEthernet0/0/0/0
 ipv4 address 10.20.10.1 255.255.255.0
 ipv4 access-group SHUT ingress
!
interface GigabitEthernet0/0/0/1
 ipv4 address 10.20.30.1 255.255.255.0
!
end
`;

  it("is so below a statement that holds none as well", async () => {
    const of = async (line: string) =>
      (await pairVerdicts([applied(line)], ["ops 10.20.10.0/24", "cell 10.20.30.0/24"]))[0];
    expect(await of("")).toBe("ops > cell proved");
    expect(await of("apply-group G\n")).toBe("ops > cell unproved");
    expect(await of(" apply-group G\n")).toBe("ops > cell unproved");
  });
});
