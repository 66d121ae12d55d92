/** Where what facts speak of stands in the inputs. */
import type { Device } from "../model/device.js";
import type { AddressExpression, ServiceExpression } from "../model/expression.js";
import type { Rule } from "../model/rule.js";
import { objectsById } from "../resolve/objects-by-id.js";
import type { SourceRange } from "../source/range.js";
import type { LocationFacts } from "./common.js";

export function locationFacts(at: SourceRange): LocationFacts {
  return { file: at.file, line: at.line, column: at.column, end_line: at.endLine, end_column: at.endColumn };
}

/** Objects of one kind by id. */
interface Objects {
  readonly get: (
    id: string,
  ) => { value: AddressExpression | ServiceExpression; at: readonly SourceRange[] } | undefined;
}

/**
 * Finds the places of the rules of one device. It holds the objects of the device and nothing else: reports ask for places
 * when all else that was found out of the device is long let go.
 */
export class RulePlaces {
  private readonly addresses: Objects;
  private readonly services: Objects;
  private readonly ofAddresses = new Map<string, readonly LocationFacts[]>();
  private readonly ofServices = new Map<string, readonly LocationFacts[]>();

  constructor({ addresses, services }: Pick<Device, "addresses" | "services">) {
    this.addresses = objectsById(addresses);
    this.services = new Map(services.map((object) => [object.id, object]));
  }

  /** The rule's own lines, then those of the objects behind it, each once. */
  of({ at, match: { source, destination, service } }: Rule): LocationFacts[] {
    // Joined, not spread: what a list is spread into has room for 17, and ten thousands of these are held.
    const places = at
      .map(locationFacts)
      .concat(
        behind(source, this.addresses, this.ofAddresses),
        behind(destination, this.addresses, this.ofAddresses),
        behind(service, this.services, this.ofServices),
      );
    return uniquePlaces(places);
  }
}

/** Kinds of expression in which others are looked for. */
const MAY_NAME: ReadonlySet<string> = new Set(["object", "union", "not", "except"]);

/** The places of the objects that one side names; those of an object are found once for all rules that name it. */
function behind(
  expression: AddressExpression | ServiceExpression,
  objects: Objects,
  found: Map<string, readonly LocationFacts[]>,
): readonly LocationFacts[] {
  if (expression.kind !== "object") return placesBehind(expression, objects);
  const known = found.get(expression.object);
  if (known !== undefined) return known;
  const object = objects.get(expression.object);
  // Most objects name no others.
  const isAlone = object !== undefined && !MAY_NAME.has(object.value.kind);
  const places = isAlone ? object.at.map(locationFacts) : placesBehind(expression, objects);
  found.set(expression.object, places);
  return places;
}

/** The places of the objects that an expression names, and of those that they name, in the order in which they are met. */
function placesBehind(expression: AddressExpression | ServiceExpression, objects: Objects): readonly LocationFacts[] {
  const found: LocationFacts[] = [];
  const seen = new Set<string>();
  const walk = (one: AddressExpression | ServiceExpression): void => {
    if (one.kind === "union") for (const part of one.of) walk(part);
    if (one.kind === "not") walk(one.of);
    if (one.kind === "except") for (const part of [one.base, one.minus]) walk(part);
    if (one.kind !== "object" || seen.has(one.object)) return;
    seen.add(one.object);
    const object = objects.get(one.object);
    if (object === undefined) return;
    for (const at of object.at) found.push(locationFacts(at));
    walk(object.value);
  };
  walk(expression);
  return found;
}

/** How many places are compared with one another: that takes less than a text of each. */
const FEW = 12;

function uniquePlaces(places: LocationFacts[]): LocationFacts[] {
  if (places.length <= FEW) {
    const isFirst = (place: LocationFacts, index: number) =>
      places.findIndex((one) => isSamePlace(one, place)) === index;
    return places.every(isFirst) ? places : places.filter(isFirst);
  }
  const seen = new Set<string>();
  return places.filter((place) => {
    const key = `${place.file}:${place.line}:${place.column}:${place.end_line}:${place.end_column}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Whether both are the same part of the same file. */
export function isSamePlace(one: LocationFacts, other: LocationFacts): boolean {
  return (
    one.line === other.line &&
    one.column === other.column &&
    one.end_line === other.end_line &&
    one.end_column === other.end_column &&
    one.file === other.file
  );
}
