/** What the number of an access list of IOS says (reference/cisco.md 2.2). */

/** 1-99 and 1300-1999 are standard lists, 100-199 and 2000-2699 extended ones; others hold no IP entries. */
export function kindOfNumber(number: number): "standard" | "extended" | undefined {
  if ((number >= 1 && number <= 99) || (number >= 1300 && number <= 1999)) return "standard";
  return (number >= 100 && number <= 199) || (number >= 2000 && number <= 2699) ? "extended" : undefined;
}
