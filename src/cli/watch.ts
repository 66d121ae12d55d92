/** `check --watch`: checks again whenever an input is saved, and says what changed since the run before. */
import { rmSync } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UsageError, usageLines } from "../diagnostics/usage-error.js";
import { temporaryFolder } from "../read/temporary-folder.js";
import { listFolder } from "../read/walk.js";
import { count } from "../report/summary.js";
import type { CheckOutcome } from "../run/check.js";
import { visible } from "../source/visible.js";
import { printProblems } from "./problems.js";

export interface Watching {
  /** Files and folders that were named, the map and what options name among them; asked before each run. */
  readonly paths: () => readonly string[];
  /** One run, with what is known of earlier ones in a folder. */
  readonly run: (cache: string) => Promise<CheckOutcome>;
  readonly show: (outcome: CheckOutcome) => Promise<void>;
  /** Left out: a folder of its own, which goes when the watch ends. */
  readonly cache?: string;
}

/** How often files are looked at, and how long they have to be at rest: editors write in several steps. */
const LOOK_MILLISECONDS = 300;
const REST_MILLISECONDS = 150;

/** A terminal that is closed ends it as well as Ctrl-C does. */
const ENDS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs until an interrupt (Ctrl-C), which is no failure. */
export async function watchCheck({ paths, run, show, cache }: Watching): Promise<void> {
  const stop = new AbortController();
  const end = () => stop.abort();
  for (const signal of ENDS) process.once(signal, end);
  const folder = cache ?? (await temporaryFolder("watch"));
  // Where nobody reads what it says any more, the process ends at once.
  const clear = () => cache === undefined && rmSync(folder, { recursive: true, force: true });
  process.once("exit", clear);
  try {
    let last: CheckOutcome | undefined;
    while (!stop.signal.aborted) {
      const started = Date.now();
      const known = watchedPaths(paths(), last);
      const before = await stateOf(known);
      const outcome = await runOnce(() => run(folder));
      if (outcome !== undefined) last = await tell(last, outcome, show);
      // Before it is said: whoever saves from here on is seen, and so is who saved while it ran.
      const watched = watchedPaths(paths(), last);
      const base = await stateOf(watched);
      const isSame = (await stateOf(known)) === before;
      say([`checked in ${((Date.now() - started) / 1000).toFixed(1)} s; watching, Ctrl-C ends`]);
      if (isSame) await waitForChange(watched, base, stop.signal);
    }
  } finally {
    for (const signal of ENDS) process.removeListener(signal, end);
    process.removeListener("exit", clear);
    clear();
  }
  process.exitCode = 0;
}

/** @returns what the next run is compared with: a map that cannot be used judges nothing, and nothing is mended by it. */
async function tell(
  last: CheckOutcome | undefined,
  outcome: CheckOutcome,
  show: (outcome: CheckOutcome) => Promise<void>,
): Promise<CheckOutcome> {
  const isBroken = outcome.mapFailed && last?.mapFailed === false;
  if (last === undefined) await show(outcome);
  else if (isBroken) say(["the map cannot be used: what changed is said when it can"]);
  else say(changesSince(last, outcome));
  printProblems(outcome.result.diagnostics.filter(({ severity }) => severity === "error"));
  return isBroken ? last : outcome;
}

/** A map that was saved half-way is no reason to end. @returns undefined when there was nothing to be judged. */
async function runOnce(run: () => Promise<CheckOutcome>): Promise<CheckOutcome | undefined> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say(usageLines(error));
    return undefined;
  }
}

/**
 * The named paths with every folder below them, every input of the last run, and the folders these lie in: a new file changes its
 * folder, and a new folder is seen before there is anything in it.
 */
function watchedPaths(paths: readonly string[], last: CheckOutcome | undefined): string[] {
  const files = last?.result.inputs.map(({ file }) => file) ?? [];
  const below = paths.flatMap((path) => listFolder(path).folders);
  return [...new Set([...paths, ...below, ...files, ...files.map((file) => dirname(file))])];
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
  const [old, now] = [openOf(before), openOf(after)];
  const found = [...now].filter(([key]) => !old.has(key)).map(([, text]) => text);
  const gone = [...old].filter(([key]) => !now.has(key)).map(([, text]) => text);
  const otherwise = new Set(found.filter((text) => gone.includes(text)));
  const lines = [
    ...changedPairs(verdictsOf(before), verdictsOf(after)),
    ...found.filter((text) => !otherwise.has(text)).map((text) => `+ ${text}`),
    ...[...otherwise].map((text) => `~ ${text}, by other packets or lines`),
    ...gone.filter((text) => !otherwise.has(text)).map((text) => `- ${text}`),
  ];
  return lines.length === 0 ? ["nothing changed in what is found"] : lines;
}

/** By fingerprint. */
function openOf({ result }: CheckOutcome): Map<string, string> {
  const open = result.findings.filter(({ status }) => status === "open");
  return new Map(open.map((one) => [one.fingerprint, `${one.severity}  ${one.message} [${one.check}]`]));
}

function verdictsOf({ result }: CheckOutcome): Map<string, string> {
  return new Map(result.pairs.map(({ from, to, verdict }) => [`${from.id} -> ${to.id}`, verdict]));
}

/** Pairs that come or go with zones are counted: of those that went, what was found is gone and not mended. */
function changedPairs(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const turned = [...after].flatMap(([name, verdict]) => {
    const was = before.get(name);
    return was === undefined || was === verdict ? [] : [`  ${name}: ${was} -> ${verdict}`];
  });
  const lost = [...before.keys()].filter((name) => !after.has(name)).length;
  const fresh = [...after].flatMap(([name, verdict]) => (before.has(name) ? [] : [verdict]));
  const verdicts = ["violated", "unproved", "proved"].flatMap((verdict) => {
    const number = fresh.filter((one) => one === verdict).length;
    return number === 0 ? [] : [`${number} ${verdict}`];
  });
  return [
    ...(lost === 0 ? [] : [`  ${count(lost, "pair")} of zones not judged any more`]),
    ...(fresh.length === 0
      ? []
      : [`  ${count(fresh.length, "pair")} of zones not judged before: ${verdicts.join(", ")}`]),
    ...turned,
  ];
}

function say(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${visible(line)}\n`);
}
