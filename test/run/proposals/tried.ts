/** For tests: a plant of one or more configurations in memory, and what is proposed for it. */
import { createHash } from "node:crypto";
import { planOf } from "../../../src/report/plan.js";
import type { Proposal } from "../../../src/report/proposal.js";
import type { CheckRequest } from "../../../src/run/check.js";
import type { InputStore } from "../../../src/run/load-plant.js";
import { checkProposing } from "../../../src/run/proposals/check-proposing.js";
import type { SourceFile } from "../../../src/source/source-file.js";

/** Control room 10.1.0.0/16 and cell 10.2.0.0/16, both SL 2, joined by a conduit with these flows. */
export function mapOf(...flows: readonly string[]): string {
  return `version: 1
zones:
  scada: { kind: operations, level: 3, sl-target: 2, networks: [10.1.0.0/16], owner: OT, review: 2030-01-01 }
  cell: { kind: cell, level: 1, sl-target: 2, networks: [10.2.0.0/16], owner: OT, review: 2030-01-01 }
conduits:
  C-1:
    between: [scada, cell]
    sl-target: 2
    owner: OT
    review: 2030-01-01
    flows: [${flows.join(", ")}]
`;
}

/** One flow from the control room to the cell. */
export function flow(id: string, from: string, to: string, service: string): string {
  return `{ id: ${id}, from: [${from}], to: [${to}], service: ${service}, why: supervision }`;
}

export async function outcomeOf(
  files: Readonly<Record<string, string>>,
  map?: string,
  more: Partial<CheckRequest> = {},
) {
  return checkProposing({
    paths: Object.keys(files),
    ...(map !== undefined && { zones: "zones.yaml" }),
    store: storeOf(files, map),
    readStdin: async () => new Uint8Array(),
    version: "0.0.0",
    ...more,
  });
}

/** Proposals by the name of their action. */
export async function proposalsFor(
  files: Readonly<Record<string, string>>,
  map?: string,
): Promise<Record<string, Proposal>> {
  const { result } = await outcomeOf(files, map);
  return Object.fromEntries(
    planOf(result).flatMap(({ name, proposal }) => (proposal === undefined ? [] : [[name, proposal]])),
  );
}

/** The lines proposed for an action, or why there are none; no line where nothing was tried. */
export async function linesFor(name: string, text: string, map?: string): Promise<readonly string[]> {
  const { result, mapFailed } = await outcomeOf({ "device.cfg": text }, map);
  const plan = planOf(result);
  const action = plan.find((one) => one.name === name);
  if (mapFailed || action === undefined)
    throw new Error(`no action ${name}: ${plan.map((one) => one.name).join("; ")}`);
  const { proposal } = action;
  if (proposal === undefined) return [];
  return proposal.kind === "none" ? [proposal.why] : proposal.lines;
}

function storeOf(files: Readonly<Record<string, string>>, map: string | undefined): InputStore {
  return {
    readInputs: async () => ({
      files: Object.entries(files).map(([path, text]) => ({ file: sourceOf(path, text) })),
      folders: [],
      archives: [],
      maps: [],
      givenMaps: new Map(),
      skipped: [],
      failed: [],
    }),
    readPath: async (path) => ({ kind: "text", file: sourceOf(path, map ?? "") }),
  };
}

function sourceOf(path: string, text: string): SourceFile {
  return { path, text, encoding: "utf-8", sha256: createHash("sha256").update(text).digest("hex") };
}
