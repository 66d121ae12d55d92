/** Checks that take what earlier ones found: whatever was changed in between, they say what a check without a cache says. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { renderJson } from "../../src/report/json.js";
import { openCache, type ResultCache } from "../../src/run/cache.js";
import { check } from "../../src/run/check.js";

const MAP = `version: 1
services: { syslogs: [udp/500-513, udp/515-600] }
zones:
  ops: { kind: operations, level: 3, sl-target: 1, networks: [10.1.0.0/24] }
  cell-a: { kind: cell, level: 1, sl-target: 1, networks: [10.2.0.0/24] }
  cell-b: { kind: cell, level: 1, sl-target: 1, networks: [10.3.0.0/24] }
conduits:
  C-1: { between: [ops, cell-a], flows: [{ id: F-1, from: [ops], to: [cell-a], service: tcp/502, why: supervision }] }
`;

const IOS = `version 15.2
hostname core-1
object-group network PLCS
 host 10.2.0.10
 host 10.2.0.11
object-group service CONTROL
 tcp eq 502
 tcp eq 102
interface Vlan1
 ip address 10.1.0.1 255.255.255.0
 ip access-group OPS-IN in
interface Vlan2
 ip address 10.2.0.1 255.255.255.0
 ip access-group CELL-A-IN in
interface Vlan3
 ip address 10.3.0.1 255.255.255.0
ip access-list extended OPS-IN
 permit tcp 10.1.0.0 0.0.0.255 object-group PLCS eq 502
 permit object-group CONTROL 10.1.0.0 0.0.0.127 object-group PLCS
 permit tcp host 10.1.0.9 10.2.0.0 0.0.0.255 eq 22
 deny tcp 10.1.0.0 0.0.0.255 10.2.0.0 0.0.0.255 eq 23
 permit tcp host 10.1.0.9 host 10.2.0.10 range 1 1023
 permit ip any 10.3.0.0 0.0.0.255
ip access-list extended CELL-A-IN
 permit tcp 10.2.0.0 0.0.0.255 10.1.0.0 0.0.0.255 established
 permit udp host 10.2.0.10 host 10.1.0.9 eq 514
 permit udp host 10.2.0.10 host 10.1.0.9 range 500 600
 deny ip any any log
ip routing
end
`;

const FORTIOS = `config system global
    set hostname "fw-edge"
end
config system interface
    edit "port1"
        set vdom "root"
        set ip 10.1.0.1 255.255.255.0
    next
    edit "port2"
        set vdom "root"
        set ip 10.2.0.1 255.255.255.0
    next
end
config firewall address
    edit "plc"
        set subnet 10.2.0.10 255.255.255.255
    next
    edit "ops"
        set subnet 10.1.0.0 255.255.255.0
    next
end
config firewall service custom
    edit "modbus"
        set tcp-portrange 502
    next
end
config firewall vip
    edit "published"
        set extip 10.1.0.200
        set mappedip "10.2.0.20"
        set extintf "port1"
    next
end
config firewall policy
    edit 1
        set srcintf "port1"
        set dstintf "port2"
        set srcaddr "ops"
        set dstaddr "plc"
        set action accept
        set schedule "always"
        set service "modbus"
        set logtraffic all
    next
    edit 2
        set srcintf "port1"
        set dstintf "port2"
        set srcaddr "ops"
        set dstaddr "all"
        set action accept
        set schedule "always"
        set service "modbus"
    next
    edit 3
        set srcintf "port1"
        set dstintf "port2"
        set srcaddr "all"
        set dstaddr "published"
        set action accept
        set schedule "always"
        set service "ALL"
    next
end
`;

const ASA = `ASA Version 9.8(2)
hostname fw-edge
interface GigabitEthernet0/0
 nameif ops
 security-level 50
 ip address 10.1.0.1 255.255.255.0
interface GigabitEthernet0/1
 nameif cell-a
 security-level 50
 ip address 10.2.0.1 255.255.255.0
interface GigabitEthernet0/2
 nameif cell-b
 security-level 50
 ip address 10.3.0.1 255.255.255.0
access-list OPS-IN extended permit tcp host 10.1.0.9 host 10.2.0.10 eq 502
access-list OPS-IN extended permit tcp host 10.1.0.9 host 10.3.0.10 eq 502
access-list CELL-A-IN extended permit udp host 10.2.0.10 host 10.1.0.9 eq 514
access-group OPS-IN in interface ops
access-group CELL-A-IN in interface cell-a
`;

interface Edit {
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

const edits = (...rows: readonly (readonly [what: string, from: string, to: string])[]): Edit[] =>
  rows.map(([what, from, to]) => ({ what, from, to }));

const IOS_EDITS = edits(
  ["a service", "PLCS eq 502", "PLCS eq 503"],
  ["an action", "deny tcp 10.1.0.0 0.0.0.255 10.2.0.0", "permit tcp 10.1.0.0 0.0.0.255 10.2.0.0"],
  ["a source", "permit tcp host 10.1.0.9 10.2.0.0", "permit tcp 10.1.0.0 0.0.0.255 10.2.0.0"],
  ["a member of an object", " host 10.2.0.11\n", " 10.2.0.0 255.255.255.0\n"],
  ["a member less", " host 10.2.0.11\n", ""],
  ["a service of an object", " tcp eq 102", " tcp eq 3389"],
  ["a name that leads nowhere", "0.0.0.127 object-group PLCS", "0.0.0.127 object-group PLCZ"],
  ["the log of a rule", "deny ip any any log", "deny ip any any"],
  ["a rule that is said to be inactive", "host 10.2.0.10 range 1 1023", "host 10.2.0.10 range 1 1023 time-range NIGHT"],
  ["a word that nobody knows", "host 10.1.0.9 eq 514", "host 10.1.0.9 eq 514 sometimes"],
  ["a rule more at the top", "extended OPS-IN\n", "extended OPS-IN\n permit ip any any\n"],
  ["a rule more at the top of the other list", "extended CELL-A-IN\n", "extended CELL-A-IN\n permit ip any any\n"],
  ["a rule less", " permit tcp host 10.1.0.9 10.2.0.0 0.0.0.255 eq 22\n", ""],
  ["a remark", " deny ip any any log", " remark until 2026-01-01\n deny ip any any log"],
  ["a line more above everything", "hostname core-1", "service timestamps\nhostname core-1"],
  ["the name of the device", "hostname core-1", "hostname core-2"],
  ["the address of an interface", "10.3.0.1 255.255.255.0", "10.3.0.1 255.255.255.128"],
  ["where a list is bound", " ip access-group CELL-A-IN in\n", " ip access-group CELL-A-IN out\n"],
  ["a list that is bound no more", " ip access-group CELL-A-IN in\n", ""],
  ["a list of another name", "extended CELL-A-IN", "extended CELL-B-IN"],
  [
    "a translation",
    "ip routing\n",
    "ip nat inside source static 10.2.0.10 10.1.0.50\ninterface Vlan2\n ip nat inside\ninterface Vlan1\n ip nat outside\nip routing\n",
  ],
);

const FORTIOS_EDITS = edits(
  ["what an address stands for", "set subnet 10.2.0.10", "set subnet 10.2.0.99"],
  ["what a service stands for", "set tcp-portrange 502", "set tcp-portrange 500-600"],
  ["a policy that is switched off", 'set srcaddr "ops"\n', 'set srcaddr "ops"\n        set status disable\n'],
  ["the action of a policy", "set action accept", "set action deny"],
  ["what a policy records", "        set logtraffic all\n", ""],
  ["an interface of a policy", 'set srcintf "port1"', 'set srcintf "port2"'],
  ["what an address is translated to", '"10.2.0.20"', '"10.2.0.10"'],
  ["a translation less", /config firewall vip[\s\S]*?\nend\n/.exec(FORTIOS)?.[0] ?? "", ""],
  [
    "a profile of a policy",
    '        set service "modbus"\n',
    '        set service "modbus"\n        set ips-sensor "ot"\n',
  ],
);

const MAP_EDITS = edits(
  ["a declared flow", "tcp/502", "tcp/22"],
  ["the networks of a zone", "10.3.0.0/24", "10.3.0.0/25"],
  ["an SL-T", "cell, level: 1, sl-target: 1", "cell, level: 1, sl-target: 3"],
  ["a name of a zone", "cell-b:", "cell-c:"],
  ["a name of a service that no flow has", "syslogs:", "tunnels:"],
  ["what a service stands for that no flow has", "udp/515-600", "udp/516-600"],
);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zoneproof-cached-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function report(config: string, map: string | undefined, kept?: ResultCache): Promise<string> {
  const [file, zones] = [join(folder, "device.cfg"), join(folder, "zones.yaml")];
  writeFileSync(file, config);
  if (map !== undefined) writeFileSync(zones, map);
  const { result } = await check({
    paths: [file],
    ...(map !== undefined && { zones }),
    ...(kept !== undefined && { kept }),
    readStdin: async () => new Uint8Array(),
    version: "0",
  });
  return renderJson(result);
}

const opened = () => openCache(join(folder, "cache"), "0");

async function expectSame(before: readonly [string, string?], after: readonly [string, string?]): Promise<void> {
  await report(...withMap(before), opened());
  const fresh = await report(...withMap(after));
  const first = opened();
  expect(await report(...withMap(after), first)).toBe(fresh);
  expect(first.tally().made).toBeGreaterThan(0);
  const again = opened();
  expect(await report(...withMap(after), again)).toBe(fresh);
  expect(again.tally().made).toBe(0);
}

function withMap([config, map]: readonly [string, string?]): [string, string | undefined] {
  return [config, map];
}

function edited(text: string, { from, to }: Edit): string {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  return changed;
}

describe("a check with a cache says the same after a change of", () => {
  it.each(IOS_EDITS)("$what (IOS)", async (edit) => {
    await expectSame([IOS, MAP], [edited(IOS, edit), MAP]);
  });

  it.each(IOS_EDITS)("$what (IOS, without a map)", async (edit) => {
    await expectSame([IOS], [edited(IOS, edit)]);
  });

  it.each(FORTIOS_EDITS)("$what (FortiOS)", async (edit) => {
    await expectSame([FORTIOS, MAP], [edited(FORTIOS, edit), MAP]);
  });
});

describe("a check with a cache", () => {
  it.each(MAP_EDITS)("says the same after a change of $what in the map", async (edit) => {
    await report(IOS, MAP, opened());
    const map = edited(MAP, edit);
    const fresh = await report(IOS, map);
    const kept = opened();
    expect(await report(IOS, map, kept)).toBe(fresh);
    // The map says nothing of what the rules of a table are to one another.
    expect(kept.tally().recalled).toBeGreaterThanOrEqual(2);
  });

  it("finds nothing anew where nothing changed, and one list and its pairs where a rule did", async () => {
    await report(IOS, MAP, opened());
    const [same, changed] = [opened(), opened()];
    await report(IOS, MAP, same);
    expect(same.tally()).toEqual({ recalled: 8, made: 0 });
    await report(
      IOS.replace("permit udp host 10.2.0.10 host 10.1.0.9 eq 514", "permit udp host 10.2.0.10 host 10.1.0.9 eq 515"),
      MAP,
      changed,
    );
    expect(changed.tally()).toEqual({ recalled: 5, made: 3 });
  });

  it("finds as little anew where it was the first rule of its list, which tells where the list stands", async () => {
    await report(ASA, MAP, opened());
    const first = ASA.replace("host 10.2.0.10 eq 502", "host 10.2.0.10 eq 20000");
    const fresh = await report(first, MAP);
    const kept = opened();
    expect(await report(first, MAP, kept)).toBe(fresh);
    expect(kept.tally()).toEqual({ recalled: 8, made: 3 });
  });
});
