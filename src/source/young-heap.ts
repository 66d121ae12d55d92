/** How far V8 lets the part of its heap grow in which everything is made first: it has no other name for that than a flag. */
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/**
 * What a V8 needs of this. `for small plants`: it lets that part grow to 16 MB twice, and this is more than a small plant needs.
 * `for all`: it lets it grow to 64 MB or more. Of one whose flags are not known, nothing: it would speak on the screen.
 */
export type Holding = "for small plants" | "for all" | "never";

/** @param version of V8: 11 is Node 20, 12 is Node 22, 13 is Node 24, 14 is Node 26. */
export function holdingOf(version: number): Holding {
  if (version > 14) return "never";
  return version >= 13 ? "for all" : "for small plants";
}

/** By what that part is multiplied when much of it stays alive. */
const USUAL = 2;
const HELD = 1;
/** What a large plant needs: with 64 MB 10,000 rules are as fast, with 16 MB 5 % slower. */
const ENOUGH_BYTES = 32 * 2 ** 20;

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

/** Makes it as large as a large plant needs at once, and keeps it so. */
export function fixYoungHeap(): void {
  const size = youngBytes();
  if (size < ENOUGH_BYTES) {
    grow(Math.ceil(ENOUGH_BYTES / size));
    // It grows when as much as it holds has stayed alive.
    const alive: unknown[] = [];
    for (let kept = 0; kept <= 2 * size && youngBytes() < ENOUGH_BYTES; kept += FILL * BYTES_OF_A_VALUE) {
      alive.push(new Array(FILL).fill(alive));
    }
  }
  holdYoungHeap();
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

const FILL = 1000;
const BYTES_OF_A_VALUE = 8;

/** Of both its halves. */
function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? ENOUGH_BYTES;
}

function grow(by: number): void {
  setFlagsFromString(`--semi-space-growth-factor=${by}`);
}
