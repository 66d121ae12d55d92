/** The options `--profile`, `--policy`, `--policy-data`, `--policy-seconds`: what judges beside or in place of the shipped policies. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { parse, YAMLError } from "yaml";
import { UsageError } from "../diagnostics/usage-error.js";
import type { PolicyChoice } from "../judge/policies.js";
import { PROFILES } from "../judge/profile.js";
import { readPath } from "../read/read-file.js";
import { packageRoot } from "../source/package-root.js";
import type { CheckSettings } from "../zones/map.js";
import { MOST_SECONDS } from "./option-limits.js";

export interface PolicyOptions {
  readonly policy?: string;
  readonly policyData?: string;
  readonly policySeconds?: number;
  readonly profile?: string;
  /** Of the config file alone: there is no such option. */
  readonly checks?: CheckSettings;
}

interface Judging {
  readonly policies?: PolicyChoice;
  readonly profile?: string;
  readonly checks?: CheckSettings;
}

const THREAD = new URL("dist/src/cli/worker.js", packageRoot());
const USUAL_SECONDS = 10;

/** Adds the options to a command that judges. */
export function withPolicyOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--profile <id>", `which checks: ${PROFILES.map(({ id, what }) => `${id} (${what})`).join(", ")}`),
    )
    .option(
      "--policy <path>",
      "own checks beside the shipped ones, or in place of those they name: a folder, a .wasm file",
    )
    .option("--policy-data <file>", "thresholds of checks in place of the usual ones: YAML or JSON")
    .addOption(
      new Option("--policy-seconds <count>", "how long own checks may take for one pair of zones or device")
        .default(USUAL_SECONDS)
        .argParser(readSeconds),
    );
}

/** Reads what was asked for, and compiles own Rego. @throws UsageError when it cannot be used. */
export async function policiesOf(options: PolicyOptions): Promise<Judging> {
  const { policy, policyData, policySeconds = USUAL_SECONDS, profile, checks } = options;
  const settings = { ...(profile !== undefined && { profile }), ...(checks !== undefined && { checks }) };
  if (policy === undefined && policyData === undefined) return settings;
  const own = policy === undefined ? undefined : await (await import("../policy/own.js")).openOwnPolicies(policy);
  return {
    ...settings,
    policies: {
      ...(own !== undefined && { own: { ...own, seconds: policySeconds, thread: THREAD.href } }),
      ...(policyData !== undefined && { data: { file: policyData, values: await readData(policyData) } }),
    },
  };
}

async function readData(file: string): Promise<unknown> {
  const outcome = await readPath(file);
  if (outcome.kind !== "text") throw new UsageError(`the thresholds ${file} cannot be read: ${outcome.why}`);
  try {
    const values: unknown = parse(outcome.file.text, { maxAliasCount: 0, prettyErrors: true });
    return values;
  } catch (error) {
    if (!(error instanceof YAMLError || error instanceof ReferenceError)) throw error;
    throw new UsageError(`the thresholds ${file} are neither YAML nor JSON: ${error.message.split("\n")[0]}`);
  }
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds > 0 && seconds <= MOST_SECONDS) return seconds;
  throw new InvalidArgumentError(`a number from 1 to ${MOST_SECONDS}`);
}
