/** Names of zones as short as their boxes need, and never two alike. */

/** @returns for each name at most `most` letters, where that tells it from all others; else the name as it is. */
export function shortNames(names: readonly string[], most: number): ReadonlyMap<string, string> {
  const cuts = cutsOf(most);
  return new Map(
    names.map((name) => {
      if (name.length <= most) return [name, name];
      const cut = cuts.find((one) => names.every((other) => other === name || one(other) !== one(name)));
      return [name, cut?.(name) ?? name];
    }),
  );
}

/** Ways to leave letters out, those that keep both ends first; names of one row mostly differ near their end. */
function cutsOf(most: number): ((name: string) => string)[] {
  const kept = most - 1;
  const heads = Array.from({ length: kept }, (_, index) => index + 1);
  const fromHalf = heads.toSorted((a, b) => Math.abs(a - kept / 2) - Math.abs(b - kept / 2));
  return fromHalf.map(
    (head) => (name) =>
      name.length <= most ? name : `${name.slice(0, head)}…${name.slice(name.length - (kept - head))}`,
  );
}
