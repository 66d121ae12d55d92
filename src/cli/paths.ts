/** Arguments that are paths: patterns in them are expanded, for shells that do not. */
import type { Command } from "commander";
import { expandPatterns } from "../read/patterns.js";

/** Has the paths of the first argument, which takes any number of them, expanded before the command runs. */
export function withPatterns(command: Command): Command {
  return command.hook("preAction", async (_, asked) => {
    const [paths, ...others] = asked.processedArgs;
    if (isTexts(paths)) asked.processedArgs = [await expandPatterns(paths), ...others];
  });
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
