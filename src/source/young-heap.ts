/** How far V8 lets the part of its heap grow in which everything is made first: it has no other name for that than a flag. */
import { setFlagsFromString } from "node:v8";

/** The last V8 it was tried with (Node 20): to one that does not know the flag it must not be said. */
const LAST_V8 = 11;
/** By what that part is multiplied when much of it stays alive, up to 16 MB twice. */
const USUAL = 2;
const HELD = 1;

const isKnown = Number.parseInt(process.versions.v8, 10) <= LAST_V8;
let factor = USUAL;

/** Whether it stays as large as it is now, for what is made from here on. */
export function holdYoungHeap(held: boolean): void {
  factor = held ? HELD : USUAL;
  set(factor);
}

/** Runs what takes code that was compiled before: V8 takes it only under the flags under which it was compiled. */
export function withUsualHeap<T>(run: () => T): T {
  if (factor === USUAL) return run();
  set(USUAL);
  try {
    return run();
  } finally {
    set(factor);
  }
}

function set(by: number): void {
  if (isKnown) setFlagsFromString(`--semi-space-growth-factor=${by}`);
}
