/** Traps of text and tree (reference/cisco.md 9, 1 to 12). */
import { describe, expect, it } from "vitest";
import { ask, extended, parse, router } from "./site.js";

const interfacesOf = (text: string) => parse(text).device.interfaces.map(({ id }) => id);
const LIST = "ip access-list extended A\n permit tcp any any eq 502\n";

describe("text and tree of Cisco configurations", () => {
  it("trap 1: a banner swallows what looks like configuration", () => {
    const text = `hostname r1\nbanner motd ^C\ninterface Vlan666\n ip address 10.6.6.6 255.255.255.0\n^C\n${LIST}`;
    expect(interfacesOf(text)).toEqual([]);
    expect(parse(text).device.tables).toHaveLength(1);
  });

  it.each(["#", "@", "^"])("trap 2: a banner runs to its delimiter %s", (delimiter) => {
    const text = `hostname r1\nbanner login ${delimiter} no ACL\n! not a comment\nend\ninterface Vlan6\n${delimiter}\n${LIST}`;
    expect(interfacesOf(text)).toEqual([]);
    expect(parse(text).device.tables).toHaveLength(1);
  });

  it("trap 2: a banner that is never closed swallows its own line alone", () => {
    expect(
      interfacesOf(`hostname r1\nbanner motd #text\ninterface Vlan6\n ip address 10.6.6.6 255.255.255.0\n`),
    ).toEqual(["Vlan6"]);
  });

  it("trap 2: what stands behind one that is never closed may be its text", () => {
    const text = `hostname r1\nbanner motd #text\ninterface Vlan6\n ip address 10.6.6.6 255.255.255.0\n`;
    const open = (parsed: string) => parse(parsed).device.doubts.filter(({ scope }) => scope === "device");
    expect(open(text)).toHaveLength(1);
    expect(open(text.replace("#text", "#text#"))).toEqual([]);
  });

  it("trap 2: the banner of a tunnel begins with its delimiter, one of a portal has none: entries behind it stay", () => {
    const behind = "access-list 101 permit tcp any any eq 502\naccess-list 101 permit udp any any\n";
    const count = (lines: string) => parse(`hostname r1\n${lines}\n${behind}`).device.tables[0]?.rules.length;
    const group = "crypto isakmp client configuration group G\n banner";
    expect(count(`${group} ^CHello there\nWelcome users\n^C`)).toBe(2);
    expect(count(`${group} ^CWelcome users^C`)).toBe(2);
    expect(count("parameter-map type webauth global\n banner title Guest")).toBe(2);
    expect(count("parameter-map type webauth global\n banner text ^C\naccess-list 101 deny ip any any\n^C")).toBe(2);
  });

  it("trap 4: hex lines of a certificate are no entries", () => {
    const text = `hostname r1\ncrypto pki certificate chain C\n certificate 01\n  30820122 ACE01234\n  ACE0 1234\n  quit\n${LIST}`;
    const { device, account } = parse(text);
    expect(device.unparsed).toEqual([]);
    expect(device.tables).toHaveLength(1);
    expect(account.counts().notUnderstood).toBe(0);
  });

  it("trap 5: pager, prompts and line ends of Windows change no line number", () => {
    const text = [
      "r1#show running-config",
      "Building configuration...",
      "hostname r1",
      " --More-- interface Vlan10",
      " ip address 10.1.0.1 255.255.0.0",
      "r1#",
    ].join("\r\n");
    const { device } = parse(text);
    expect(device.interfaces.map(({ id, at }) => [id, at[0].line])).toEqual([["Vlan10", 4]]);
    expect(device.interfaces[0]?.addresses[0]?.at.line).toBe(5);
    expect(device.unparsed).toEqual([]);
  });

  it("trap 6: statements without blanks before them belong to the mode that is open", () => {
    const text =
      "hostname r1\ninterface Vlan10\nip address 10.1.0.1 255.255.0.0\nip access-group A in\nip access-list extended A\npermit tcp any any eq 502\nip route 0.0.0.0 0.0.0.0 10.1.0.2\n";
    const { device } = parse(text);
    expect(device.interfaces[0]?.addresses).toHaveLength(1);
    expect(device.forwarding.map(({ name }) => name)).toEqual(["A in on Vlan10"]);
    expect(device.tables[0]?.rules).toHaveLength(1);
    expect(device.routes).toHaveLength(1);
  });

  it("trap 7: an interface that is opened again under a short name is the same one", () => {
    const text = `hostname r1\ninterface GigabitEthernet0/1\n ip address 10.1.0.1 255.255.0.0\n${LIST}interface Gi0/1\n ip access-group A in\n`;
    const { device } = parse(text);
    expect(device.interfaces).toHaveLength(1);
    expect(device.interfaces[0]?.at).toHaveLength(2);
    expect(device.forwarding).toHaveLength(1);
  });

  it.each([1, 2, 3, 8])("trap 9: %i blanks of indentation are as good as one", (blanks) => {
    const text = extended("permit tcp any any eq 502").replaceAll(/^ /gm, " ".repeat(blanks));
    expect(ask(text, "tcp 10.1.0.5 > 10.2.0.9:502")).toBe("permit");
    expect(ask(text, "tcp 10.1.0.5 > 10.2.0.9:503")).toBe("deny");
  });

  it("trap 10: `no ip access-list` takes away what came before", () => {
    const text = router(
      "ip access-list extended A\n permit ip any any\nno ip access-list extended A\nip access-list extended A\n permit tcp any any eq 502",
    );
    expect(ask(text, "tcp 10.1.0.5 > 10.2.0.9:502")).toBe("permit");
    expect(ask(text, "tcp 10.1.0.5 > 10.2.0.9:80")).toBe("deny");
  });

  it("trap 11: descriptions and remarks match nothing", () => {
    const text = extended("remark permit ip any any", "permit tcp any any eq 502").replace(
      "hostname r1",
      "hostname r1\ninterface Vlan9\n description permit ip any any",
    );
    expect(ask(text, "tcp 10.1.0.5 > 10.2.0.9:80")).toBe("deny");
    expect(parse(text).device.tables[0]?.rules[0]?.comment).toBe("permit ip any any");
  });

  it("trap 12: a list that is opened again goes on; a number that is taken is refused", () => {
    const text = router(
      "ip access-list extended A\n permit tcp any any eq 502\n permit tcp any any eq 503\nip access-list extended A\n 15 deny tcp any host 10.2.0.9 eq 503\n 10 deny ip any any\n permit udp any any",
    );
    expect(parse(text).device.tables[0]?.rules.map(({ id }) => id)).toEqual(["10", "15", "20", "30"]);
    expect(parse(text).codes).toContain("cisco/duplicate-sequence");
    expect(ask(text, "tcp 10.1.0.5 > 10.2.0.9:502")).toBe("permit");
    expect(ask(text, "tcp 10.1.0.5 > 10.2.0.9:503")).toBe("deny");
    expect(ask(text, "tcp 10.1.0.5 > 10.2.0.8:503")).toBe("permit");
    expect(ask(text, "udp 10.1.0.5 > 10.2.0.9:53")).toBe("permit");
  });

  it("a statement that is not known is reported where it stands and makes what it could change doubtful", () => {
    const text = extended("permit tcp any any eq 502").replace("hostname r1", "hostname r1\nfilter everything now");
    const { device, codes } = parse(text);
    expect(codes).toContain("cisco/unknown-statement");
    expect(device.unparsed.map(({ statement, at }) => [statement, at.line])).toEqual([["filter everything now", 3]]);
    expect(device.doubts.map(({ scope }) => scope)).toEqual(["device"]);
  });

  it("secrets are no part of what is reported", () => {
    const text =
      "hostname r1\nframbozen secret 5 $1$notreal$\nsnmp-server community notreal RO\nusername op privilege 15 secret 9 $9$notreal\n";
    const parsed = parse(text);
    expect(
      JSON.stringify([parsed.device, parsed.codes], (_key, value) => (typeof value === "bigint" ? `${value}` : value)),
    ).not.toContain("notreal");
  });
});
