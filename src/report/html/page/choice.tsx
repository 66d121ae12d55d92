/** A box to choose one of some values from, kept in the address under its name. */
import { setFilter } from "./route.js";

/** The entries of a box whose values are their own words. */
export function asEntries(values: readonly string[]): (readonly [string, string])[] {
  return values.map((value) => [value, value]);
}

/**
 * @param none what is shown for no choice
 * @param of values with their words. A value that is not among them, of an address that somebody kept, is shown as it is: a list that
 *   it narrows, to nothing mostly, would seem to be the whole one.
 */
export function Choice({
  name,
  label,
  value,
  none,
  of,
}: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly none: string;
  readonly of: readonly (readonly [string, string])[];
}) {
  const isOffered = value === "" || of.some(([offered]) => offered === value);
  return (
    <label>
      <span>{label}</span>
      <select name={name} value={value} onChange={(event) => setFilter(name, event.currentTarget.value)}>
        <option value="">{none}</option>
        {of.map(([offered, words]) => (
          <option key={offered} value={offered}>
            {words}
          </option>
        ))}
        {!isOffered && <option value={value}>{`${value} (not here)`}</option>}
      </select>
    </label>
  );
}
