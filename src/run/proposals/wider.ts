/** Whether more passes after a change than before: through the devices that it is for, and between the zones. */
import { type Analysis, analysePlant } from "../../analyse/analysis.js";
import type { Shift } from "../../analyse/change/bounds.js";
import { compareDevices } from "../../analyse/change/compare-devices.js";
import { PairComparison, pairsOfBoth } from "../../analyse/change/compare-pairs.js";
import { Dependencies } from "../../analyse/dependencies.js";
import { DeviceRules } from "../../analyse/rule-sets.js";
import type { Plant } from "../../resolve/plant.js";
import { once } from "../../source/once.js";
import { isOfFiltersAlone } from "./filters-alone.js";

interface Analysed {
  readonly plant: Plant;
  readonly analysis: Analysis;
  readonly dependencies: () => Dependencies;
}

/** What passes now, against which changes are held. Verdicts do not tell it: what is violated may become worse, and is called the same. */
export class PassesNow {
  private readonly before: Analysed;

  constructor(plant: Plant) {
    this.before = analysed(plant);
  }

  /**
   * Compares packet sets by both bounds, those of each device first: packets within a zone, of no zone and to the device itself
   * are told there alone.
   * @param files whose devices are compared; none for a change of services of the device: one that takes the place of another,
   *   HTTPS that of HTTP, is meant to be reached.
   * @returns where something passes, or is no longer sure to be stopped, that was stopped before; `undefined`: nowhere.
   */
  widerIn(plant: Plant, files: ReadonlySet<string>): string | undefined {
    const wider = this.widerDevice(plant, files);
    return wider !== undefined || this.followsFromDevices(plant, files) ? wider : this.widerPair(analysed(plant));
  }

  /** Whether the devices that were compared are all that changed, and nothing of them but their filters. */
  private followsFromDevices({ devices }: Plant, files: ReadonlySet<string>): boolean {
    const { plant } = this.before;
    return (
      files.size > 0 &&
      devices.every(({ device }) => {
        const was = plant.devices.find((one) => one.device.id === device.id)?.device;
        return was !== undefined && (!files.has(device.file) || isOfFiltersAlone(plant, was, device));
      })
    );
  }

  private widerDevice(plant: Plant, files: ReadonlySet<string>): string | undefined {
    for (const { device } of plant.devices.filter((one) => files.has(one.device.file))) {
      const was = this.before.plant.devices.find((one) => one.device.id === device.id)?.device;
      if (was === undefined) return `${device.id} would go by another name`;
      const { changes } = compareDevices(new DeviceRules(was), new DeviceRules(device));
      const all = changes.filter(({ shifts, isUndecided }) => isUndecided || shifts.some(isFromStopped));
      const wider = all.find(({ egress }) => egress !== undefined) ?? all[0];
      if (wider === undefined) continue;
      const way = `from ${wider.ingress} to ${wider.egress ?? "the device itself"}`;
      return wider.isUndecided
        ? `whether it lets more through ${device.id} ${way} takes too much to find out`
        : `it would let more through ${device.id} ${way} than before`;
    }
    return undefined;
  }

  private widerPair(after: Analysed): string | undefined {
    const { before } = this;
    const compared = new PairComparison({
      before: { plant: before.plant, rules: before.analysis.rules },
      after: { plant: after.plant, rules: after.analysis.rules },
    });
    for (const pair of pairsOfBoth(before.analysis.pairs, after.analysis.pairs)) {
      const { from, to } = pair;
      // The same packets, as everything is the same that they depend on.
      if (before.dependencies().of(from, to) === after.dependencies().of(from, to)) continue;
      for (const { shifts, isUndecided } of compared.of(pair)) {
        if (isUndecided) return `whether it lets more through from ${from} to ${to} takes too much to find out`;
        if (shifts.some(isFromStopped)) return `it would let more through from ${from} to ${to} than before`;
      }
    }
    return undefined;
  }
}

/** What was open before and passes now is in the verdicts. */
function isFromStopped({ before }: Shift): boolean {
  return before === "stopped";
}

function analysed(plant: Plant): Analysed {
  const analysis = analysePlant(plant);
  return { plant, analysis, dependencies: once(() => new Dependencies(plant, analysis.rules)) };
}
