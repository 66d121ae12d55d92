/** Values that are found when somebody asks for them. */

/** The same answer as often as it is asked for, found the first time. */
export function once<T>(find: () => T): () => T {
  // Either: what an answer was found with is not to be held as long as the answer.
  let state: { readonly find: () => T } | { readonly value: T } = { find };
  return () => {
    if (!("find" in state)) return state.value;
    const found = { value: state.find() };
    state = found;
    return found.value;
  };
}
