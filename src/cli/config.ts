/** The options `--config` and `--no-config`: a file that says what options are where the command line does not. */
import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Command } from "commander";
import { UsageError } from "../diagnostics/usage-error.js";
import { remark, type TalkOptions } from "./talk.js";

const NAMES = ["zoneproof.config.yaml", "zoneproof.config.yml", "zoneproof.config.json"];

export interface ConfigChoice {
  /** The file that is read; false: none is. */
  readonly config?: string | false;
}

/** Adds the options to a command, and has the file read before it runs. */
export function withConfig(command: Command): Command {
  return command
    .option(
      "--config <file>",
      "what options are where they are not given (default: zoneproof.config.yaml or .json of this folder or the nearest above)",
    )
    .option("--no-config", "read no such file")
    .hook("preAction", (_, asked) => applyConfig(asked));
}

/** What the command line or the environment gives stays. @throws UsageError for a file that cannot be used. */
async function applyConfig(command: Command): Promise<void> {
  const { config } = command.opts<ConfigChoice>();
  const file = config === undefined ? findConfig(process.cwd()) : config;
  if (file === undefined || file === false) return;
  command.setOptionValueWithSource("config", file, config === undefined ? "default" : "cli");
  // zod and the YAML library are loaded only when there is such a file.
  const { readConfig } = await import("./config-file.js");
  const taken: string[] = [];
  for (const [name, value] of Object.entries(await readConfig(file, command.name()))) {
    const isKnown = name === "checks" || command.options.some((option) => option.attributeName() === name);
    const source = command.getOptionValueSource(name);
    if (isKnown && (source === undefined || source === "default")) {
      command.setOptionValueWithSource(name, value, "config");
      taken.push(name);
    }
  }
  if (command.opts<TalkOptions>().verbose === true) {
    const why = config === undefined ? "the nearest one upwards from this folder" : "it was asked for";
    const what = taken.length === 0 ? "nothing that was not given" : taken.join(", ");
    remark(`options are read from ${file}, ${why}: ${what}`, {});
  }
}

/**
 * The nearest file, from a folder upwards to the top of its repository: what lies above that belongs to somebody else.
 * @returns its path from the folder. @throws UsageError where a folder has two.
 */
function findConfig(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = NAMES.map((name) => join(folder, name)).filter((path) => existsSync(path));
    const paths = found.map((path) => relative(start, path));
    if (paths.length > 1) {
      throw new UsageError(
        `more than one configuration file: ${paths.join(", ")}`,
        "keep one, or name it: --config FILE",
      );
    }
    if (paths[0] !== undefined) return paths[0];
    if (existsSync(join(folder, ".git")) || dirname(folder) === folder) return undefined;
  }
}
