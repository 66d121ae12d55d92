/** `zoneproof tests` through the built command line: what is chosen, and a script in which no name of a map can start anything. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ConnectionTest } from "../../src/facts/connection-tests.js";
import { quoted, renderConnectionScript } from "../../src/report/connection-tests/script.js";
import { renderConnectionTests } from "../../src/report/connection-tests/text.js";

const MAIN = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
const MAP = `version: 1
zones:
  ops: { kind: operations, level: 3, sl-target: 2, networks: [10.1.0.0/24] }
  cell-a: { kind: cell, level: 1, sl-target: 2, networks: [10.2.0.0/24] }
  wan: { kind: internet }
hosts: { scada01: 10.1.0.10, ews01: 10.1.0.20, plc-a: 10.2.0.10 }
conduits:
  c-1:
    between: [ops, cell-a]
    flows:
      - { id: F-1, from: scada01, to: plc-a, service: tcp/502 }
      - { id: F-2, from: scada01, to: plc-a, service: udp/161 }
      - { id: F-3, from: ews01, to: plc-a, service: icmp/8 }
`;
const CORE = `version 15.2
hostname core-1
interface Vlan1
 ip address 10.1.0.1 255.255.255.0
 ip access-group OPS-IN in
interface Vlan2
 ip address 10.2.0.1 255.255.255.0
 ip access-group CELL-IN in
ip access-list extended OPS-IN
 permit tcp host 10.1.0.10 host 10.2.0.10 eq 502
 permit tcp host 10.1.0.20 host 10.2.0.10 eq 22
 permit icmp host 10.1.0.20 host 10.2.0.10 echo
ip access-list extended CELL-IN
 permit tcp host 10.2.0.10 eq 502 host 10.1.0.10 established
 permit icmp host 10.2.0.10 host 10.1.0.20 echo-reply
ip routing
end
`;

let root = "";
const at = (...path: string[]) => join(root, ...path);

function zoneproof(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, "tests", ...words], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, out: stdout, err: stderr };
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "zoneproof-tests-"));
  mkdirSync(at("plant"));
  writeFileSync(at("plant/zones.yaml"), MAP);
  writeFileSync(at("plant/core-1.cfg"), CORE);
  mkdirSync(at("bin"));
  // Stands for nmap: writes down how it was called, and says that every port is open.
  writeFileSync(
    at("bin/nmap"),
    `#!/bin/sh\nprintf '%s ' "$@" >> '${at("calls")}'; echo >> '${at("calls")}'\nwhile [ "$1" != -p ]; do shift; done\necho "$2/tcp open x"\n`,
  );
  chmodSync(at("bin/nmap"), 0o755);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("zoneproof tests", () => {
  const tests = (): ConnectionTest[] => JSON.parse(zoneproof("plant", "--format", "json").out).tests;
  const told = (from: string, to: string) =>
    tests()
      .filter((one) => one.from === from && one.to === to)
      .map(({ must, packet, configured }) => `${must} ${packet.text} ${configured}`);

  it("takes every declared flow, and what must not pass: what does, another service, another host", () => {
    expect(told("ops", "cell-a")).toEqual([
      "work tcp 10.1.0.10:49152 -> 10.2.0.10:502 passes",
      "work udp 10.1.0.10:49152 -> 10.2.0.10:161 stops",
      "work icmp/8 10.1.0.20 -> 10.2.0.10 passes",
      "fail tcp 10.1.0.20:49152 -> 10.2.0.10:22 passes",
      "fail tcp 10.1.0.10:49152 -> 10.2.0.10:443 stops",
      "fail tcp 10.1.0.2:49152 -> 10.2.0.10:502 stops",
    ]);
  });

  it("takes one packet the way that no flow is declared, to no device's own address", () => {
    expect(told("cell-a", "ops")).toEqual(["fail tcp 10.2.0.10:49152 -> 10.1.0.10:443 stops"]);
    for (const { packet } of tests()) expect(["10.1.0.1", "10.2.0.1"]).not.toContain(packet.dst);
  });

  it("says nothing stops a packet where a device of the map was not given", () => {
    writeFileSync(at("more.yaml"), `${MAP}devices: { core-1: { config: core-1.cfg }, fw-2: { config: fw-2.conf } }\n`);
    const { status, out } = zoneproof("plant/core-1.cfg", "-z", "more.yaml", "--format", "json");
    expect(status).toBe(0);
    const states = (JSON.parse(out).tests as ConnectionTest[]).filter(({ must }) => must === "fail");
    expect(states.length).toBeGreaterThan(0);
    expect(states.filter(({ configured }) => configured === "stops")).toEqual([]);
  });

  it("writes them for people", () => {
    const { status, out } = zoneproof("plant");
    expect(status).toBe(0);
    expect(out).toContain("ops -> cell-a (conduit c-1)");
    expect(out).toContain("must work  tcp 10.1.0.10:49152 -> 10.2.0.10:502 (from scada01 to plc-a)");
    expect(out).toContain("this address is somebody else's");
  });

  it("needs a map, and formats that there are", () => {
    expect(zoneproof("plant/core-1.cfg").status).toBe(2);
    expect(zoneproof("plant/core-1.cfg").err).toContain("tests need a map of zones");
    expect(zoneproof("plant", "--format", "nmap").status).toBe(2);
    expect(zoneproof("plant/core-1.cfg", "plant/none.cfg", "-z", "plant/zones.yaml").status).toBe(3);
  });
});

describe("the script", () => {
  const run = (script: string, ...words: string[]) => {
    writeFileSync(at("tests.sh"), script);
    const env = { PATH: `${at("bin")}:${process.env.PATH}` };
    return spawnSync("sh", ["tests.sh", ...words], { cwd: root, encoding: "utf8", env });
  };

  it("lists where to start, and tries what starts there alone", () => {
    const { out } = zoneproof("plant", "--format", "script");
    expect(
      run(out)
        .stdout.split("\n")
        .filter((line) => line !== ""),
    ).toContain("10.1.0.10");
    expect(existsSync(at("calls"))).toBe(false);
    const { stdout, status } = run(out, "10.1.0.10");
    expect(
      readFileSync(at("calls"), "utf8")
        .split("\n")
        .map((call) => call.trim()),
    ).toEqual(["-n -Pn -p 502 -- 10.2.0.10", "-n -Pn -sU -p 161 -- 10.2.0.10", "-n -Pn -p 443 -- 10.2.0.10", ""]);
    expect(stdout).toContain("as it must be   works: tcp 10.2.0.10 502, scada01 to plc-a: flow F-1");
    expect(stdout).toContain("NOT AS IT MUST  works and must not: tcp 10.2.0.10 443");
    expect(status).toBe(1);
  });

  it("tells nmap of IPv6, says whose place an outside address takes, and asks ping its own question alone", () => {
    const told = (packet: Partial<ConnectionTest["packet"]>): ConnectionTest => ({
      ...{ from: "wan", to: "ops", must: "fail", why: "no flow", configured: "stops" },
      foreign_source: true,
      packet: {
        ...{ family: 6, src: "2001:db8::9", dst: "2001:db8:1::9", protocol: 6, protocol_name: "tcp", dst_port: 443 },
        ...{ text: "one packet" },
        ...packet,
      },
    });
    rmSync(at("calls"), { force: true });
    const script = renderConnectionScript([
      told({}),
      told({ protocol: 58, protocol_name: "icmpv6", icmp_type: 128 }),
      told({ protocol: 58, protocol_name: "icmpv6", icmp_type: 134, text: "icmpv6/134" }),
    ]);
    expect(run(script)).toMatchObject({
      stdout: "2001:db8::9\n",
      stderr: "2001:db8::9 stands for any host of your own outside\n",
    });
    run(script, "2001:db8::9");
    expect(readFileSync(at("calls"), "utf8").trim()).toBe("-6 -n -Pn -p 443 -- 2001:db8:1::9");
    expect(script).toContain("# must fail, by hand, since ping asks another question: icmpv6/134");
  });

  it.each([
    "'; touch owned; '",
    "$(touch owned)",
    "`touch owned`",
    "a\ntouch owned\n",
    "a\r\ntouch owned",
    "\\",
    "'\\''; touch owned #",
    "\u2028touch owned",
    "*",
    "-rf",
    "!!",
  ])("starts nothing that a name says: %j", (name) => {
    const hostile: ConnectionTest = {
      from: name,
      to: name,
      conduit: name,
      must: "work",
      why: name,
      source: name,
      destination: name,
      configured: "open",
      packet: {
        ...{ family: 4, src: "10.1.0.10", dst: "10.2.0.10", protocol: 6, protocol_name: "tcp", src_port: 49152 },
        ...{ dst_port: 502, text: name },
      },
    };
    const tests = [hostile, { ...hostile, foreign: true as const }];
    const { stderr, status } = run(renderConnectionScript(tests), "10.1.0.10");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(existsSync(at("owned"))).toBe(false);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what may not be there
    expect(renderConnectionTests(tests, [name])).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u2028]/);
  });

  it("hands a word on as it is", () => {
    for (const word of ["it's", "a b", "$HOME", '"', "\\n"]) {
      expect(spawnSync("sh", ["-c", `printf %s ${quoted(word)}`], { encoding: "utf8" }).stdout).toBe(word);
    }
  });
});
