/** Files that are read because an option names them: as little written over as inputs are. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Options of any command that name files, where they have them. */
interface NamingOptions {
  readonly baseline?: string;
  /** A key. */
  readonly sign?: string;
  /** A file, or a folder of which all is read. */
  readonly policy?: string;
  readonly policyData?: string;
  /** False: none is read. */
  readonly config?: string | false;
}

/** For `keepInputs`. What is not there is left to whoever reads it. */
export function optionFiles({ baseline, sign, policy, policyData, config }: NamingOptions): string[] {
  const named = [baseline, sign, policyData, ...(config === false ? [] : [config])];
  return [...named.filter((path) => path !== undefined), ...(policy === undefined ? [] : filesBelow(policy))];
}

function filesBelow(path: string): string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" }).map((below) => join(path, below));
}
