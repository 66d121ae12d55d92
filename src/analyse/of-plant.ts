/** What is found of a plant once, whoever asks for it: it is the same for all questions about it. */
import type { Plant } from "../resolve/plant.js";
import { once } from "../source/once.js";

/** A question about plants whose answer is kept as long as the plant. */
export function ofPlant<T extends object>(find: (plant: Plant) => T): (plant: Plant) => T {
  const known = new WeakMap<Plant, T>();
  return (plant) => {
    const found = known.get(plant) ?? find(plant);
    known.set(plant, found);
    return found;
  };
}

/** The same for a question about one family. */
export function ofPlantIn<T>(find: (plant: Plant, family: 4 | 6) => T): (plant: Plant, family: 4 | 6) => T {
  const ofBoth = ofPlant((plant) => ({ 4: once(() => find(plant, 4)), 6: once(() => find(plant, 6)) }));
  return (plant, family) => ofBoth(plant)[family]();
}
