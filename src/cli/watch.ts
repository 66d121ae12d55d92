/** `check --watch`: checks again whenever an input is saved, and says what changed since the run before. */
import { rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UsageError } from "../diagnostics/usage-error.js";
import { temporaryFolder } from "../read/temporary-folder.js";
import type { CheckOutcome } from "../run/check.js";
import { visible } from "../source/visible.js";
import { printProblems } from "./problems.js";

export interface Watching {
  /** Files and folders that were named, the map among them. */
  readonly paths: readonly string[];
  /** One run, with what is known of earlier ones in a folder. */
  readonly run: (cache: string) => Promise<CheckOutcome>;
  readonly show: (outcome: CheckOutcome) => Promise<void>;
  /** Left out: a folder of its own, which goes when the watch ends. */
  readonly cache?: string;
}

/** How often files are looked at, and how long they have to be at rest: editors write in several steps. */
const LOOK_MILLISECONDS = 300;
const REST_MILLISECONDS = 150;

/** Runs until an interrupt (Ctrl-C), which is no failure. */
export async function watchCheck({ paths, run, show, cache }: Watching): Promise<void> {
  const stop = new AbortController();
  const end = () => stop.abort();
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  const folder = cache ?? (await temporaryFolder("watch"));
  try {
    let last: CheckOutcome | undefined;
    while (!stop.signal.aborted) {
      const started = Date.now();
      const known = watchedPaths(paths, last);
      const before = await stateOf(known);
      const outcome = await runOnce(() => run(folder));
      if (outcome !== undefined) {
        if (last === undefined) await show(outcome);
        else say(changesSince(last, outcome));
        printProblems(outcome.result.diagnostics.filter(({ severity }) => severity === "error"));
        last = outcome;
      }
      // Before it is said: whoever saves from here on is seen, and so is who saved while it ran.
      const base = await stateOf(watchedPaths(paths, last));
      const isSame = (await stateOf(known)) === before;
      say([`checked in ${((Date.now() - started) / 1000).toFixed(1)} s; watching, Ctrl-C ends`]);
      if (isSame) await waitForChange(watchedPaths(paths, last), base, stop.signal);
    }
  } finally {
    process.removeListener("SIGINT", end);
    process.removeListener("SIGTERM", end);
    if (cache === undefined) await rm(folder, { recursive: true, force: true });
  }
  process.exitCode = 0;
}

/** A map that was saved half-way is no reason to end. @returns undefined when there was nothing to be judged. */
async function runOnce(run: () => Promise<CheckOutcome>): Promise<CheckOutcome | undefined> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say([`zoneproof: ${error.message}`]);
    return undefined;
  }
}

/** The named paths, every input of the last run, and the folders these lie in: a new file changes its folder. */
function watchedPaths(paths: readonly string[], last: CheckOutcome | undefined): string[] {
  const files = last?.result.inputs.map(({ file }) => file) ?? [];
  return [...new Set([...paths, ...files, ...files.map((file) => dirname(file))])];
}

async function stateOf(paths: readonly string[]): Promise<string> {
  const states = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ mtimeMs, size, ino }) => `${path} ${mtimeMs} ${size} ${ino}`,
        () => `${path} is not there`,
      ),
    ),
  );
  return states.join("\n");
}

async function waitForChange(paths: readonly string[], before: string, signal: AbortSignal): Promise<void> {
  let seen = before;
  while (!signal.aborted && seen === before) {
    await pause(LOOK_MILLISECONDS, signal);
    seen = await stateOf(paths);
  }
  for (let rest = ""; !signal.aborted && rest !== seen; ) {
    rest = seen;
    await pause(REST_MILLISECONDS, signal);
    seen = await stateOf(paths);
  }
}

/** Ends early when the watch does. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

/** What a run found that the one before did not, and the other way round; and verdicts of pairs that are others now. */
export function changesSince(before: CheckOutcome, after: CheckOutcome): string[] {
  const open = ({ result }: CheckOutcome) =>
    new Map(result.findings.filter(({ status }) => status === "open").map((one) => [one.fingerprint, one]));
  const [old, now] = [open(before), open(after)];
  const found = [...now]
    .filter(([key]) => !old.has(key))
    .map(([, one]) => `+ ${one.severity}  ${one.message} [${one.check}]`);
  const gone = [...old]
    .filter(([key]) => !now.has(key))
    .map(([, one]) => `- ${one.severity}  ${one.message} [${one.check}]`);
  const verdicts = new Map(before.result.pairs.map((pair) => [`${pair.from.id} -> ${pair.to.id}`, pair.verdict]));
  const turned = after.result.pairs.flatMap((pair) => {
    const name = `${pair.from.id} -> ${pair.to.id}`;
    const was = verdicts.get(name);
    return was === undefined || was === pair.verdict ? [] : [`  ${name}: ${was} -> ${pair.verdict}`];
  });
  const lines = [...turned, ...found, ...gone];
  return lines.length === 0 ? ["nothing changed in what is found"] : lines;
}

function say(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${visible(line)}\n`);
}
