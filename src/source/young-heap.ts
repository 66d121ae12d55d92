/** How far V8 lets the part of its heap grow in which everything is made first: it has no other name for that than a flag. */
import { setFlagsFromString } from "node:v8";

/** The last V8 whose flag this is known to be (Node 20): of one that it does not know it would speak on the screen. */
export const LAST_V8_TO_HOLD = 11;
/** By what that part is multiplied when much of it stays alive, up to 16 MB twice. */
const USUAL = 2;
const HELD = 1;

let isHeld = false;

/** Keeps it as large as it is now, for what is made from here on. */
export function holdYoungHeap(): void {
  isHeld = true;
  grow(HELD);
}

export function releaseYoungHeap(): void {
  if (isHeld) grow(USUAL);
  isHeld = false;
}

/** Runs what takes code that was compiled before: V8 takes it only under the flags under which it was compiled. */
export function withUsualHeap<T>(run: () => T): T {
  if (!isHeld) return run();
  grow(USUAL);
  try {
    return run();
  } finally {
    grow(HELD);
  }
}

function grow(by: number): void {
  setFlagsFromString(`--semi-space-growth-factor=${by}`);
}
