import { describe, expect, it } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { Device } from "../../src/model/device.js";
import type { AnalysedInput } from "../../src/report/result.js";
import { checkDevices } from "../../src/run/check-devices.js";
import type { ZoneMap } from "../../src/zones/map.js";
import { goodMap } from "../zones/reading-maps.js";

const MAP = `version: 1
zones:
  scada: { kind: operations, networks: [10.20.30.0/24] }
`;

function device(id: string, file: string, ...interfaces: string[]): Device {
  const at = { file, line: 2, column: 1, endLine: 2, endColumn: 5 };
  const parts = { id, file, at, interfaces: interfaces.map((name) => ({ id: name })), doubts: [] };
  return parts as unknown as Device;
}

/** What comes of devices, one per input, under a map in the folder `plant`. */
function run(devices: readonly Device[], map?: ZoneMap, more: readonly AnalysedInput[] = []) {
  const diagnostics = new Diagnostics();
  const files = [...new Set(devices.map(({ file }) => file))];
  const inputs = files.map(
    (file): AnalysedInput => ({
      file,
      sha256: "",
      role: "configuration",
      devices: devices.filter((one) => one.file === file).map(({ id }) => id),
    }),
  );
  const checked = checkDevices({ inputs: [...inputs, ...more], devices, files: [] }, map, diagnostics);
  return { ...checked, codes: diagnostics.all().map(({ code, at, message }) => ({ code, file: at.file, message })) };
}

function mapWith(text: string): ZoneMap {
  return { ...goodMap(MAP + text), file: "plant/zones.yaml" };
}

describe("checkDevices", () => {
  it("leaves devices with names of their own alone", () => {
    const { devices, codes, missing, mapFits } = run([device("fw-edge", "a.conf"), device("core-1", "b.cfg")]);
    expect(devices.map(({ id }) => id)).toEqual(["fw-edge", "core-1"]);
    expect({ codes, missing, mapFits }).toEqual({ codes: [], missing: [], mapFits: true });
  });

  it("gives doubles names of their own and points at the first", () => {
    const { devices, inputs, codes } = run([device("sw", "a"), device("sw", "b"), device("sw", "c")]);
    expect(devices.map(({ id }) => id)).toEqual(["sw", "sw#2", "sw#3"]);
    expect(inputs.map((input) => input.devices)).toEqual([["sw"], ["sw#2"], ["sw#3"]]);
    expect(codes.map(({ code, file }) => [code, file])).toEqual([
      ["run/duplicate-device", "b"],
      ["run/duplicate-device", "c"],
    ]);
  });

  it("takes nothing of doubles as sure but of members of one cluster: parts of an export, or an old one, let pass what is closed", () => {
    const addressed = (file: string, address: number): Device => {
      const own = { family: 4 as const, address, prefixLength: 24, kind: "primary" as const };
      const port = { id: "port1", router: "root", kind: "routed" as const, enabled: true, addresses: [own] };
      return { ...device("fw", file), platform: "fortios", interfaces: [port] } as unknown as Device;
    };
    const doubts = (devices: readonly Device[]) =>
      run(devices).devices.map((one) => one.doubts.map(({ scope, id }) => `${id} ${scope}`));
    expect(doubts([addressed("a", 1), addressed("b", 2), addressed("c", 2)])).toEqual([
      ["d1 device"],
      ["d1 device"],
      ["d1 device"],
    ]);
    expect(doubts([addressed("a", 1), addressed("b", 1)])).toEqual([[], []]);
  });

  it("calls a device what the map calls its configuration, which parts doubles", () => {
    const map = mapWith("devices:\n  sw-hall: { config: configs/a.cfg }\n  sw-roof: { config: ./configs/b.cfg }\n");
    const { devices, inputs, codes } = run(
      [device("Switch", "plant/configs/a.cfg"), device("Switch", "plant/configs/b.cfg")],
      map,
    );
    expect(devices.map(({ id }) => id)).toEqual(["sw-hall", "sw-roof"]);
    expect(inputs.map((input) => input.devices)).toEqual([["sw-hall"], ["sw-roof"]]);
    expect(codes).toEqual([]);
  });

  it("keeps the names of a configuration that holds several devices", () => {
    const map = mapWith("devices: { ctx: { config: a.cfg } }\n");
    const { devices } = run([device("one", "plant/a.cfg"), device("two", "plant/a.cfg")], map);
    expect(devices.map(({ id }) => id)).toEqual(["one", "two"]);
  });

  it("knows what is missing: an input that failed, a configuration that nobody gave", () => {
    const map = mapWith("devices: { fw-edge: { config: fw.conf }, core-1: { config: core.cfg }, acc-1: {} }\n");
    const failed: AnalysedInput = { file: "x.bin", sha256: "", devices: [], role: "failed" };
    const { missing, codes } = run([device("fw-edge", "elsewhere/fw.conf")], map, [failed]);
    expect(missing).toEqual(["x.bin could not be analysed", "the configuration of core-1 was not given"]);
    expect(codes.map(({ code, message }) => [code, message])).toEqual([
      ["run/device-not-given", "the configuration of core-1 was not given: core.cfg"],
    ]);
  });

  it("misses the parts of a device that nobody gave, by the names of devices and of their files", () => {
    const system = device("fw-pair", "fw-pair.cfg");
    const parts = ["admin", "plant", "cells"].map((name) => ({ name, at: system.at }));
    const given = [{ ...system, parts }, device("plant", "b.cfg"), device("fw-3", "exports/cells.cfg")];
    const { missing, codes } = run(given);
    const message = 'the part "admin" of fw-pair has a configuration of its own, which was not given';
    expect(missing).toEqual([message]);
    expect(codes).toEqual([{ code: "run/device-not-given", file: "fw-pair.cfg", message }]);
    const unnamed = run([{ ...system, parts: [{ at: system.at }] }, device("plant", "b.cfg")]);
    expect(unnamed.missing).toEqual(["a part of fw-pair has a configuration of its own, which was not given"]);
  });

  it("does not skip a file that the map says is a configuration", () => {
    const map = mapWith("devices: { fw-edge: { config: fw.conf } }\n");
    const skipped: AnalysedInput = { file: "plant/fw.conf", sha256: "", devices: [], role: "skipped" };
    const { inputs, codes, missing } = run([], map, [skipped]);
    expect(inputs).toMatchObject([{ role: "failed" }]);
    expect(codes.map(({ code, file }) => [code, file])).toEqual([["read/unknown-vendor", "plant/fw.conf"]]);
    expect(missing).toEqual(["plant/fw.conf could not be analysed"]);
  });

  it("refuses a map that binds a zone to an interface its device has not", () => {
    const map = mapWith("  cell-a: { kind: cell, interfaces: [core-1/Vlan101] }\n");
    const { mapFits, codes } = run([device("core-1", "b.cfg", "Vlan30", "Vlan110")], map);
    expect(mapFits).toBe(false);
    expect(codes).toEqual([
      { code: "run/unknown-interface", file: "zones.yaml", message: 'core-1 has no interface called "Vlan101"' },
    ]);
  });

  it("warns of an interface on a device that was not given", () => {
    const map = mapWith("  cell-a: { kind: cell, interfaces: [core-1/Vlan101] }\n");
    const { mapFits, codes } = run([device("fw-edge", "a.conf")], map);
    expect(mapFits).toBe(true);
    expect(codes.map(({ code }) => code)).toEqual(["run/device-not-given"]);
  });
});
