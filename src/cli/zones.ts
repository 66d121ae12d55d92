/** `zoneproof zones`: the map by itself. */
import { existsSync } from "node:fs";
import { Command, Option } from "commander";
import { UsageError } from "../diagnostics/usage-error.js";
import { renderDot, renderMap, renderMermaid } from "../report/map-text.js";
import { count } from "../report/summary.js";
import { EXIT } from "../run/exit-code.js";
import { importZones, readMapAt } from "../run/zones.js";
import { printProblems } from "./problems.js";
import { keepInputs, writeText } from "./streams.js";
import { remark } from "./talk.js";

interface ImportOptions {
  readonly output: string;
  readonly force?: true;
}

interface GraphOptions {
  readonly format: "mermaid" | "dot";
  readonly output?: string;
}

/** The command; exit code 2 for a map that cannot be used. */
export function zonesCommand(): Command {
  const command = new Command("zones").description("make a map of zones from lists, and look at one");
  command
    .command("import")
    .description("make a zones.yaml of the zone, conduit and asset lists of a spreadsheet (CSV)")
    .argument("<list...>", "CSV files; which columns are which is told by the first row")
    .option("-o, --output <file>", "where to write it; - is standard output", "zones.yaml")
    .option("--force", "overwrite the file")
    .action(runImport);
  command
    .command("show")
    .description("print the zones, the matrix of declared flows, and the conduits")
    .argument("[map]", "a zones.yaml, or a folder with one", "zones.yaml")
    .action(runShow);
  command
    .command("graph")
    .description("print zones and conduits as a graph")
    .argument("[map]", "a zones.yaml, or a folder with one", "zones.yaml")
    .addOption(new Option("-f, --format <format>", "for which program").choices(["mermaid", "dot"]).default("mermaid"))
    .option("-o, --output <file>", "write it to a file")
    .action(runGraph);
  return command;
}

async function runImport(paths: string[], { output, force }: ImportOptions): Promise<void> {
  if (output !== "-" && existsSync(output) && force !== true) {
    throw new UsageError(`${output} is there already`, "--force overwrites it, -o writes to another file");
  }
  const { text, counts, diagnostics, isMap } = await importZones(paths, output);
  printProblems(diagnostics.filter(({ severity }) => severity !== "note"));
  keepInputs([output], paths);
  await writeText(text, output);
  const { zones, conduits, flows, hosts } = counts;
  const left = diagnostics.filter(({ code }) => code.startsWith("import/")).length;
  remark(
    `${output === "-" ? "read" : `wrote ${output}`}: ${count(zones, "zone")}, ${count(conduits, "conduit")} with ` +
      `${count(flows, "flow")}, ${count(hosts, "host")}; ` +
      `${left === 0 ? "everything was understood" : `not understood, see above: ${count(left, "place")}`}`,
    {},
  );
  if (!isMap) process.exitCode = EXIT.usage;
}

async function runShow(path: string): Promise<void> {
  const map = await usableMap(path);
  if (map !== undefined) await writeText(renderMap(map));
}

async function runGraph(path: string, { format, output }: GraphOptions): Promise<void> {
  const map = await usableMap(path);
  if (map === undefined) return;
  // Of a folder the map in it was read.
  keepInputs([output], [map.file]);
  await writeText(format === "dot" ? renderDot(map) : renderMermaid(map), output);
}

async function usableMap(path: string) {
  const { map, diagnostics } = await readMapAt(path);
  printProblems(diagnostics.filter(({ severity }) => severity === "error"));
  if (map === undefined) process.exitCode = EXIT.usage;
  return map;
}
