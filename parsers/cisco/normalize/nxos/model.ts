/** What the defaults of NX-OS depend on: the family of switches, its release, and what a file says of all ports (reference/cisco.md 2.1). */

import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";

/** `n9k`: Nexus 9000, and 3000 with the same software. `undefined`: the file does not tell. */
type Family = "n9k" | "n7k" | "n5k" | "n3k";

export interface NxosModel {
  readonly version?: string;
  readonly family: Family | undefined;
  /** Whether a port that says nothing is a layer-2 port; `undefined`: the file does not tell. */
  readonly isSwitchedByDefault: boolean | undefined;
  /** Whether a layer-2 port that says nothing is shut down. */
  readonly isShutByDefault: boolean;
}

const IMAGES: readonly (readonly [RegExp, Family])[] = [
  [/^boot (?:kickstart|system) \S*n7[07]00-/, "n7k"],
  [/^boot (?:kickstart|system) \S*n[56]000-/, "n5k"],
  [/^boot (?:kickstart|system) \S*n3\d00-/, "n3k"],
  [/^boot (?:nxos|system) \S*(?:nxos|n9000)/, "n9k"],
];

const VERSIONS: readonly (readonly [RegExp, Family])[] = [
  [/^\d+\.\d+\(\d+\w*\)N/, "n5k"],
  [/^\d+\.\d+\(\d+\w*\)D/, "n7k"],
  [/^6\.0\(\d+\w*\)[AU]/, "n3k"],
  [/^(?:6\.1\(\d+\w*\)I|7\.0\(\d+\w*\)[IF]|9\.[23]\(|10\.\d+\()/, "n9k"],
];

export function readModel(roots: readonly CiscoLine[], context: CiscoContext): NxosModel {
  const version = beginning(roots, "version").flatMap((line) => /^version\s+(\d\S*)/.exec(line.text)?.[1] ?? [])[0];
  const family = familyOf(roots, version);
  const last = (pattern: RegExp) => {
    const lines = beginning(roots, "system").filter((line) => pattern.test(line.text));
    for (const line of lines) context.mark(line, "modelled");
    return lines.at(-1);
  };
  const switched = last(/^(?:no )?system default switchport$/);
  const shut = last(/^(?:no )?system default switchport shutdown$/);
  return {
    ...(version === undefined ? {} : { version }),
    family,
    isSwitchedByDefault: switched === undefined ? switchedByDefault(family, version) : !switched.text.startsWith("no "),
    isShutByDefault: shut !== undefined && !shut.text.startsWith("no "),
  };
}

function familyOf(roots: readonly CiscoLine[], version = ""): Family | undefined {
  const image = IMAGES.find(([pattern]) => beginning(roots, "boot").some((line) => pattern.test(line.text)));
  return (image ?? VERSIONS.find(([pattern]) => pattern.test(version)))?.[1];
}

/** From release 7 on it depends on the model of a Nexus 9000. */
function switchedByDefault(family: Family | undefined, version = ""): boolean | undefined {
  if (family === "n7k") return false;
  if (family === "n5k" || family === "n3k") return true;
  return family === "n9k" && version.startsWith("6.") ? false : undefined;
}
