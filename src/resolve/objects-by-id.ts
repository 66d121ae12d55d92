/** Address objects by what rules name them by. */
import type { AddressObject } from "../model/expression.js";

/** The objects of one device. What is noted of each needs no table of its own: it stands at the place of the object. */
export class ObjectsById {
  private readonly places: ReadonlyMap<string, number>;

  constructor(private readonly objects: readonly AddressObject[]) {
    this.places = new Map(objects.map(({ id }, place) => [id, place]));
  }

  /** How many there are. */
  get size(): number {
    return this.objects.length;
  }

  /** Where an object stands; of several with one id the last. */
  placeOf(id: string): number | undefined {
    return this.places.get(id);
  }

  at(place: number): AddressObject | undefined {
    return this.objects[place];
  }

  get(id: string): AddressObject | undefined {
    const place = this.places.get(id);
    return place === undefined ? undefined : this.objects[place];
  }
}

const KNOWN = new WeakMap<readonly AddressObject[], ObjectsById>();

/** One table for all that look for the objects of a device: of a hundred devices with 3,000 each it takes 11 MB. */
export function objectsById(objects: readonly AddressObject[]): ObjectsById {
  const known = KNOWN.get(objects) ?? new ObjectsById(objects);
  KNOWN.set(objects, known);
  return known;
}
