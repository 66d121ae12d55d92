/** Which port a forward leads to where aliases name ports (filter.inc: filter_nat_rules_generate; library/OPNsense/Firewall/ForwardRule.php). */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { createSetTracer, type SetVerdict } from "../../../src/analyse/trace-sets.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { address, alias, modelAlias, network, on, opnsense, pfsense, rule } from "./configuration.js";
import { packet, parseText } from "./walk.js";

const forward = (port: string, localPort: string): string =>
  `<rule><interface>wan</interface><protocol>tcp</protocol><target>10.2.0.5</target><local-port>${localPort}</local-port><source><any></any></source><destination>${network("wanip", port)}</destination></rule>`;
const to = (port: string): string => rule(on("pass", "wan", "tcp"), { to: address("10.2.0.5", port) });
const PFSENSE = alias("web", "port", "80 443 8000:8010") + alias("plc", "port", "102 502");
const OPNSENSE = modelAlias("web", "port", ["80", "443", "8000:8010"]) + modelAlias("plc", "port", ["102", "502"]);

describe.each([
  [
    "pfSense",
    (port: string, localPort: string, open: string) =>
      pfsense({ nat: forward(port, localPort), rules: to(open), aliases: PFSENSE, ipv6: false }),
  ],
  [
    "OPNsense",
    (port: string, localPort: string, open: string) =>
      opnsense({ nat: forward(port, localPort), rules: to(open), aliases: OPNSENSE }),
  ],
] as const)("a forward of %s", (_, write) => {
  const dialled = (text: string, port: number): SetVerdict =>
    createSetTracer(parseText(text).device)(
      { ...packet(`tcp 198.51.100.7 > 192.0.2.1:${port}`), icmpCode: 0, tail: false },
      "wan",
      "opt1",
    );

  it.each<[string, readonly [port: string, localPort: string, open: string], number, SetVerdict]>([
    ["keeps the ports of an alias that is the local port as well", ["web", "web", "443"], 443, "permit"],
    ["the ranges in it, too", ["web", "web", "8005"], 8005, "permit"],
    ["and leads from none to another one", ["web", "web", "80"], 443, "deny"],
    ["leads to the first port of another alias", ["web", "plc", "102"], 8005, "permit"],
    ["and to no later one", ["web", "plc", "502"], 443, "deny"],
    ["leads from a whole range to the first port of an alias", ["500-510", "plc", "102"], 505, "permit"],
    ["and to none behind it", ["500-510", "plc", "103-112"], 505, "deny"],
    ["leads from all ports of an alias to the one port that is written", ["web", "9000", "9000"], 8005, "permit"],
    ["and to none behind it", ["web", "9000", "9001-9010"], 8005, "deny"],
    ["moves the ports of a range that is written", ["500-510", "600", "605"], 505, "permit"],
  ])("%s", (_what, [port, localPort, open], asked, verdict) => {
    expect(dialled(write(port, localPort, open), asked)).toBe(verdict);
  });

  it.each<[string, string, string, SetVerdict]>([
    ["leaves ICMP as it is whatever its local port is", "icmp", "icmp 198.51.100.7 > 192.0.2.1 8", "permit"],
    ["leaves GRE as it is", "gre", "gre 198.51.100.7 > 192.0.2.1", "permit"],
    ["may lead to any port of SCTP", "sctp", "sctp 198.51.100.7 > 192.0.2.1:80", "unknown"],
  ])("%s", (_what, protocol, sent, verdict) => {
    const text = write("80", "8080", "80")
      .replaceAll("<protocol>tcp</protocol>", `<protocol>${protocol}</protocol>`)
      .replace("<port>80</port></destination></rule>", "</destination></rule>");
    const ask = createSetTracer(parseText(text).device);
    expect(ask({ ...packet(sent), icmpCode: 0, tail: false }, "wan", "opt1")).toBe(verdict);
  });

  it.each([
    ["all ports of an alias lead to the one that is written", "web", "9000"],
    ["each port of it stays", "web", "web"],
  ])("surely lets through what it forwards: %s", (_what, port, localPort) => {
    const text = write(port, localPort, "1")
      .replace(to("1"), "")
      .replace("<local-port>", "<associated-rule-id>pass</associated-rule-id><local-port>");
    const { device } = parseText(text);
    const plant = resolvePlant([device], plan([zone("outside 192.0.2.0/24"), zone("cell-a 10.2.0.0/24")]));
    const { pairs } = buildFacts(plant, analysePlant(plant));
    expect(pairs.find(({ from, to }) => from.id === "outside" && to.id === "cell-a")?.verdict).toBe("violated");
  });
});
