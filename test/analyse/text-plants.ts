/** Plants of whole exports, and what comes out for the pairs of their zones. */
import { analysePlant } from "../../src/analyse/analysis.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import { readPacketText } from "../../src/read/packet-text.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { parseInput } from "../../src/run/parse-input.js";
import { Tracer } from "../../src/run/trace.js";
import type { Zone } from "../../src/zones/map.js";
import { flow, plan, zone } from "./device-builder.js";

/** @returns the verdict of every pair of zones of the map: `cell-a > cell-b proved`. */
export async function pairVerdicts(texts: readonly string[], zones: readonly (string | Zone)[]): Promise<string[]> {
  const pairs = await pairsOf(texts, zones);
  const mapped = pairs.filter(({ from, to }) => from.id !== "unmapped" && to.id !== "unmapped");
  return mapped.map(({ from, to, verdict }) => `${from.id} > ${to.id} ${verdict}`);
}

/** @returns the states of a declared flow, `ops > cell=10.20.30.7 tcp/502`, in each family that it is of. */
export async function flowStates(
  texts: readonly string[],
  zones: readonly string[],
  declared: string,
): Promise<string[]> {
  const map = plan(
    zones.map((text) => zone(text)),
    [flow(declared)],
  );
  const plant = resolvePlant(await devicesOf(texts), map);
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.flatMap(({ flows }) => flows.map(({ state }) => state));
}

/** @returns why a pair is not decided, in the words of a report. */
export async function reasonsOfPair(
  texts: readonly string[],
  zones: readonly string[],
  [from, to]: readonly [string, string],
): Promise<string[]> {
  const pairs = await pairsOf(texts, zones);
  const asked = pairs.filter((pair) => pair.from.id === from && pair.to.id === to);
  return asked.flatMap(({ reasons }) => reasons.map(({ reason }) => reason));
}

/** @returns what `trace` says of a packet, with its notes. */
export async function traced(texts: readonly string[], packet: string): Promise<string> {
  const diagnostics = new Diagnostics();
  const request = readPacketText(packet, "--packet", diagnostics);
  if (request === undefined) throw new Error(`no packet: ${packet}`);
  const { verdict, notes, disagreements } = new Tracer(await devicesOf(texts), []).trace(request, diagnostics);
  return [verdict, ...notes, ...disagreements].join("; ");
}

/** @returns the codes of what does not fit together. */
export async function misfitCodes(texts: readonly string[], zones: readonly string[]): Promise<string[]> {
  const plant = resolvePlant(await devicesOf(texts), plan(zones.map((text) => zone(text))));
  return plant.misfits.map(({ code }) => code);
}

/** @returns who reaches a service of the last device, zone by zone of the map: `office perhaps`. */
export async function managementOf(
  texts: readonly string[],
  zones: readonly string[],
  service: string,
): Promise<string[]> {
  const plant = resolvePlant(await devicesOf(texts), plan(zones.map((text) => zone(text))));
  const of = buildFacts(plant, analysePlant(plant)).devices.at(-1)?.management ?? [];
  const found = of.filter((one) => one.service === service).flatMap(({ reached_from }) => reached_from);
  const mapped = found.filter((one) => one.zone.id !== "unmapped");
  return mapped.map((one) => `${one.zone.id} ${one.verdict}`);
}

async function pairsOf(texts: readonly string[], zones: readonly (string | Zone)[]) {
  const map = plan(zones.map((one) => (typeof one === "string" ? zone(one) : one)));
  const plant = resolvePlant(await devicesOf(texts), map);
  return buildFacts(plant, analysePlant(plant)).pairs;
}

async function devicesOf(texts: readonly string[]) {
  const parsed = await Promise.all(
    texts.map((text, index) =>
      parseInput({ path: `configs/${index + 1}.cfg`, text, encoding: "utf-8", sha256: "" }, new Diagnostics()),
    ),
  );
  const devices = parsed.flatMap((one) => (one.kind === "parsed" ? one.devices : []));
  if (devices.length < texts.length) throw new Error("an export was not read");
  return devices;
}
