/** What packets are for, a zone or a device itself: all that is the same wherever they come from. */
import type { Device, Interface } from "../model/device.js";
import { type Intervals, subtract } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { RoutedDevice } from "../resolve/attachments.js";
import type { Plant } from "../resolve/plant.js";
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

const KNOWN = new WeakMap<RulesByDevice, Map<Device | string, Record<4 | 6, Target | undefined>>>();

/** The target of all questions about one plant with the same aim. */
export function targetOf(plant: Plant, rules: RulesByDevice, aim: Aim): Target {
  const ofPlant = KNOWN.get(rules) ?? new Map<Device | string, Record<4 | 6, Target | undefined>>();
  KNOWN.set(rules, ofPlant);
  const key = aim.device ?? aim.to ?? "";
  const ofAim = ofPlant.get(key) ?? { 4: undefined, 6: undefined };
  ofPlant.set(key, ofAim);
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
    const { family } = this.aim;
    const devices = this.plant.topology.deviceAddressesAt({ device, interface: side }, family);
    const found = ofSide.get(addresses) ?? subtract(addresses, devices, domainOf(family));
    ofSide.set(addresses, found);
    return found;
  }
}
