/** The options `--quiet` and `--verbose`, and what people see of a run while it goes on. All of it on standard error. */
import { type Command, Option } from "commander";
import type { Onlooker } from "../run/onlooker.js";
import { cutToWidth, visible } from "../source/visible.js";

export interface TalkOptions {
  readonly quiet?: true;
  readonly verbose?: true;
}

/** What is written to a report is the same with either: they are about standard error alone. */
export function withTalkOptions(command: Command): Command {
  return command
    .addOption(
      new Option("-q, --quiet", "nothing beside the report but what fails: no progress, no remarks").conflicts(
        "verbose",
      ),
    )
    .option(
      "-v, --verbose",
      "explain on standard error: which files were read as what, the map, zones by interface, what judges, times",
    );
}

/** Says something beside the report that is no problem: what was written, what to do next. */
export function remark(text: string, { quiet }: TalkOptions): void {
  if (quiet !== true) process.stderr.write(`${visible(text)}\n`);
}

/** Says which files were written, and what of: a report that goes elsewhere leaves nothing to be seen. */
export function sayWritten(files: readonly (string | undefined)[], options: TalkOptions, what?: string): void {
  const written = files.filter((file) => file !== undefined && file !== "-");
  if (written.length > 0) remark(`wrote ${written.join(", ")}${what === undefined ? "" : `: ${what}`}`, options);
}

/** Runs a job with somebody who looks on, as the options ask. Afterwards the line of progress is gone. */
export async function lookingOn<Result>(
  options: TalkOptions,
  run: (onlooker: Onlooker | undefined) => Promise<Result>,
): Promise<Result> {
  const teller = options.verbose === true ? explainer() : isWaitedFor(options) ? progressLine() : undefined;
  try {
    return await run(teller?.onlooker);
  } finally {
    teller?.end();
  }
}

interface Teller {
  readonly onlooker: Onlooker;
  readonly end: () => void;
}

/** Whether a person sits at a terminal that can overwrite a line. `CI` is set by all services that run jobs. */
function isWaitedFor({ quiet }: TalkOptions): boolean {
  const { CI = "", TERM } = process.env;
  return quiet !== true && process.stderr.isTTY === true && TERM !== "dumb" && (CI === "" || CI === "false");
}

const BEGIN_AFTER_MILLISECONDS = 1000;
const EVERY_MILLISECONDS = 100;
/** Of a terminal that does not say how wide it is. */
const USUAL_COLUMNS = 80;

/** One line that is written anew; it begins when a run turns out to be long. */
function progressLine(): Teller {
  let [stage, last] = ["", 0];
  const show = (text: string) => {
    // Since the process began: that is when somebody began to wait.
    const now = performance.now();
    if (now < BEGIN_AFTER_MILLISECONDS || now - last < EVERY_MILLISECONDS) return;
    last = now;
    process.stderr.write(`\r\u001b[2K${cutToWidth(text, (process.stderr.columns || USUAL_COLUMNS) - 1)}`);
  };
  return {
    onlooker: {
      stage: (name) => {
        stage = visible(name);
        show(stage);
      },
      progress: (done, of) => show(`${stage}: ${Math.min(done, of)} of ${of}`),
      decided: () => undefined,
    },
    end: () => {
      if (last > 0) process.stderr.write("\r\u001b[2K");
    },
  };
}

/** Every stage with its time, and every decision. */
function explainer(): Teller {
  const started = performance.now();
  let [stage, since] = ["", started];
  const finish = () => {
    if (stage !== "") say(`  ${secondsSince(since)}`);
    since = performance.now();
  };
  return {
    onlooker: {
      stage: (name) => {
        finish();
        stage = name;
        say(name);
      },
      progress: () => undefined,
      decided: (tell) => {
        for (const line of tell()) say(`  ${line}`);
      },
    },
    end: () => {
      finish();
      say(`in all: ${secondsSince(started)}`);
    },
  };
}

function secondsSince(time: number): string {
  return `${((performance.now() - time) / 1000).toFixed(2)} s`;
}

function say(line: string): void {
  process.stderr.write(`${visible(line)}\n`);
}
