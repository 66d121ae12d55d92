/** Three-valued truth (Kleene): what one packet is to an expression of which a part cannot be known. */

export type Truth = "yes" | "no" | "maybe";

export function truthOf(condition: boolean): Truth {
  return condition ? "yes" : "no";
}

export function not(value: Truth): Truth {
  if (value === "maybe") return "maybe";
  return value === "yes" ? "no" : "yes";
}

/** `yes` when all are, `no` when one is; of none: `yes`. */
export function every(values: Iterable<Truth>): Truth {
  let all: Truth = "yes";
  for (const value of values) {
    if (value === "no") return "no";
    if (value === "maybe") all = "maybe";
  }
  return all;
}

/** `yes` when one is, `no` when none can be; of none: `no`. */
export function some(values: Iterable<Truth>): Truth {
  let any: Truth = "no";
  for (const value of values) {
    if (value === "yes") return "yes";
    if (value === "maybe") any = "maybe";
  }
  return any;
}

/** What lies between two bounds: surely where the lower one holds, surely not where the upper one fails. */
export function between(lower: Truth, upper: Truth): Truth {
  if (lower === "yes") return "yes";
  return lower === "no" && upper === "no" ? "no" : "maybe";
}
