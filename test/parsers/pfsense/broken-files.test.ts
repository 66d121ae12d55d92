/** Files that end too early or are no configuration: said with their place, and nothing of the device is taken for known. */
import { describe, expect, it } from "vitest";
import { PFSENSE } from "../../../parsers/pfsense/index.js";
import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";

function read(text: string) {
  const diagnostics = new Diagnostics();
  const file = { path: "pf-ra.xml", text, encoding: "utf-8", sha256: "" } as const;
  const { devices, account } = PFSENSE.parse(file, { platform: "pfsense", confidence: 1, reasons: [] }, diagnostics);
  return { devices, counts: account.counts(), codes: diagnostics.all().map(({ code, at }) => `${at.line} ${code}`) };
}

describe("broken files", () => {
  it("that end inside an element leave the whole device open", () => {
    const text =
      "<pfsense>\n<system><hostname>pf-ra</hostname></system>\n<interfaces><lan><enable/><if>igb1</if></lan></interfaces>\n<filter><rule>";
    const { devices, codes } = read(text);
    expect(codes).toContain("4 pfsense/truncated");
    expect(devices[0]?.doubts.some(({ scope }) => scope === "device")).toBe(true);
  });

  it.each([
    ["text where rules stand", "<filter>none</filter>", "device"],
    ["text where a rule stands", "<filter><rule>pass</rule></filter>", "rule"],
    [
      "elements where a word stands",
      "<filter><rule><type><x>block</x></type><interface>lan</interface><source><any/></source><destination><any/></destination></rule></filter>",
      "rule",
    ],
    [
      "elements where a port stands",
      "<filter><rule><type>block</type><interface>lan</interface><protocol>tcp</protocol><source><any/></source><destination><any/><port><port>443</port></port></destination></rule></filter>",
      "rule",
    ],
    ["no section of rules", "", "device"],
  ])("with %s leave open what it could be", (_, filter, scope) => {
    const text = `<pfsense>\n<interfaces><lan><enable/><if>igb1</if><ipaddr>10.1.0.1</ipaddr><subnet>24</subnet></lan></interfaces>\n${filter}</pfsense>`;
    const { devices, codes } = read(text);
    if (filter !== "") expect(codes).toContain("3 pfsense/unknown-statement");
    expect(devices[0]?.doubts.map((doubt) => doubt.scope)).toContain(scope);
  });

  it("without the section that may switch IPv6 on, or the filter off, leave the whole device open", () => {
    const rules =
      "<filter><rule><type>pass</type><interface>lan</interface><ipprotocol>inet6</ipprotocol></rule></filter>";
    const scopes = (system: string) =>
      read(`<pfsense><version>23.3</version>${system}<interfaces></interfaces>${rules}</pfsense>`).devices.flatMap(
        (one) => one.doubts.map(({ scope }) => scope),
      );
    expect(scopes("")).toContain("device");
    expect(scopes("<system><ipv6allow></ipv6allow></system>")).not.toContain("device");
  });

  it("without the section of interfaces are a part of a configuration, which may join any zones", () => {
    const rest = "<system><hostname>pf-ra</hostname></system><filter></filter>";
    expect(read(`<pfsense>${rest}</pfsense>`).codes).toEqual(["1 pfsense/no-interfaces"]);
    expect(read(`<pfsense>${rest}<interfaces></interfaces></pfsense>`).codes).toEqual([]);
  });

  it("without a root element are no configuration", () => {
    const { devices, codes, counts } = read("<!-- pfsense -->\n");
    expect(codes).toEqual(["1 pfsense/no-root"]);
    expect(devices).toEqual([]);
    expect(counts.lines).toBe(1);
  });
});
