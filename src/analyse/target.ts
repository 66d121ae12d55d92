/** What packets are for, a zone or a device itself: all that is the same wherever they come from. */
import type { Device, Interface } from "../model/device.js";
import { type Intervals, subtract } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Plant } from "../resolve/plant.js";
import type { RoutedDevice } from "../resolve/routed-device.js";
import type { Budget } from "./budget.js";
import { type Detours, detoursOf } from "./detours.js";
import { type Doors, doorsOf, ownSet } from "./doors.js";
import { Exits } from "./exits.js";
import { Dialling } from "./nat/dialling.js";
import type { DeviceRules } from "./rule-sets.js";
import { attachedOf } from "./traits.js";
import { tunnelsOf } from "./tunnels.js";

type Addresses = Intervals<number | bigint>;

/** The rules of every given device, and what one question about them may take. */
export interface RulesByDevice extends ReadonlyMap<Device, DeviceRules> {
  readonly budget: Budget;
}

/** What is asked for, in one family. */
export interface Aim {
  readonly family: 4 | 6;
  /** A zone. */
  readonly to?: string;
  /** Or the own addresses of a device. */
  readonly device?: Device;
}

/** By zone, and of the device that was asked about last. */
class Targets {
  private readonly ofZones = new Map<string, TargetsOfAim>();
  private ofDevice: { readonly device: Device; readonly targets: TargetsOfAim } | undefined;

  of({ device, to = "" }: Aim): TargetsOfAim {
    if (device === undefined) {
      const found = this.ofZones.get(to) ?? {};
      this.ofZones.set(to, found);
      return found;
    }
    // Zones are asked about over and over, one device for all zones and then no more: a hundred of them held 30 MB.
    if (this.ofDevice?.device !== device) this.ofDevice = { device, targets: {} };
    return this.ofDevice.targets;
  }
}

type TargetsOfAim = { 4?: Target; 6?: Target };

const KNOWN = new WeakMap<RulesByDevice, Targets>();

/** The target of all questions about one plant with the same aim. */
export function targetOf(plant: Plant, rules: RulesByDevice, aim: Aim): Target {
  const known = KNOWN.get(rules) ?? new Targets();
  KNOWN.set(rules, known);
  const ofAim = known.of(aim);
  const found = ofAim[aim.family] ?? new Target(plant, rules, aim);
  ofAim[aim.family] = found;
  return found;
}

export class Target {
  /** The addresses that packets are for in the end. */
  readonly wanted: Addresses;
  readonly doors: Doors;
  readonly detours: Detours;
  readonly dialling: Dialling;
  readonly exits: Exits;
  readonly routed: ReadonlyMap<Device, RoutedDevice>;
  private readonly knownHosts = new Map<Interface, Map<Addresses, Addresses>>();

  constructor(
    private readonly plant: Plant,
    rules: RulesByDevice,
    private readonly aim: Aim,
  ) {
    const { family, to = "", device } = aim;
    this.wanted = device === undefined ? this.ofZone(to) : ownSet(device, family);
    this.dialling = new Dialling(rules, family, this.wanted);
    this.routed = new Map(plant.devices.map((routed) => [routed.device, routed]));
    this.doors = doorsOf(plant);
    this.detours = detoursOf(plant);
    const targets = attachedOf(plant, to, family);
    const { doors, detours, dialling, wanted } = this;
    const tunnels = tunnelsOf(plant);
    this.exits = new Exits({ plant, family, to, targets, device, doors, detours, tunnels, dialling, wanted });
  }

  /** The addresses of a zone. */
  ofZone(zone: string): Addresses {
    return this.plant.zones.find((one) => one.zone === zone)?.[this.aim.family] ?? [];
  }

  /** Addresses beside a door that are no device's; the same set for the same addresses, so that what follows is found again. */
  hosts(addresses: Addresses, device: Device, side: Interface): Addresses {
    const ofSide = this.knownHosts.get(side) ?? new Map<Addresses, Addresses>();
    this.knownHosts.set(side, ofSide);
    const known = ofSide.get(addresses);
    if (known !== undefined) return known;
    const { family } = this.aim;
    const devices = this.plant.topology.deviceAddressesAt({ device, interface: side }, family);
    const found = subtract(addresses, devices, domainOf(family));
    ofSide.set(addresses, found);
    return found;
  }
}
