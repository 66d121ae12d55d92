/** Values that are found when somebody asks for them. */

/** The same answer as often as it is asked for, found the first time. */
export function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => {
    found ??= { value: find() };
    return found.value;
  };
}
