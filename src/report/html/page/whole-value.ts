/** The value that `shared-values.ts` wrote. What stands in many places is one value here too. */
import type { SharedValues } from "../shared-values.js";

export function wholeValue({ leaves, shapes, nodes, root }: SharedValues): unknown {
  const made: unknown[] = [];
  let at = 0;
  const next = (): number => nodes[at++] ?? 0;
  const referred = (reference: number): unknown =>
    reference % 2 === 0 ? leaves[reference / 2] : made[made.length - (reference - 1) / 2];
  while (at < nodes.length) {
    const shape = next();
    made.push(shape === -1 ? listOf(next(), () => referred(next())) : objectOf(shapes[shape], () => referred(next())));
  }
  return root % 2 === 0 ? leaves[root / 2] : made[(root - 1) / 2];
}

// Plain loops: they run for some hundred thousand values before the page stands.

function listOf(length: number, next: () => unknown): unknown[] {
  const list: unknown[] = [];
  for (let index = 0; index < length; index++) list.push(next());
  return list;
}

function objectOf(keys: readonly string[] = [], next: () => unknown): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const key of keys) {
    // What a zone may be called too; set plainly it would be lost.
    if (key === "__proto__") Object.defineProperty(object, key, { value: next(), enumerable: true });
    else object[key] = next();
  }
  return object;
}
