/** Worker threads that take slices of a run. Who makes which is left to chance; what comes out is the same. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Told } from "../facts/told.js";
import type { PolicyChoice } from "../judge/policies.js";
import type { Device } from "../model/device.js";
import type { ZoneMap } from "../zones/map.js";
import type { Tally } from "./cache.js";
import type { Onlooker } from "./onlooker.js";
import type { Divided, Slice } from "./slices.js";

/** What a worker is told. Structured clones: a worker shares nothing with others but the counter. */
export interface Orders {
  readonly kind: "slices";
  readonly devices: readonly Device[];
  readonly map: ZoneMap | undefined;
  readonly missing: readonly string[];
  readonly version: string;
  readonly cache: string | undefined;
  readonly sets: boolean;
  readonly told: Told;
  readonly policies?: PolicyChoice | undefined;
  /** The number of the next part that nobody has taken. */
  readonly next: Int32Array;
}

/** What a worker tells of a slice: its number, and the slice as JSON. */
export interface Delivery {
  readonly number: number;
  readonly json: string;
  /** Of the worker's cache up to here; left out: it has none. */
  readonly tally?: Tally;
}

/** Takes the number of a part. @returns numbers from 0; those past the last part stand for none. */
export function takeNext(next: Int32Array): number {
  return Atomics.add(next, 0, 1);
}

export interface Workers {
  /** The module that a thread runs: it calls `workInCrew` with its `workerData`, and posts what that delivers. */
  readonly entry: URL;
  /** How many; left out: as many as are worth their start. */
  readonly size?: number;
}

/**
 * About what rules and pairs of zones take, in milliseconds of one core. Measured on two: with one worker, which holds the
 * plant once more and compiles anew, the sample plant (1 s by this) and 10,000 rules (2 s) took as long as without, 50,000
 * rules (10 s) 0.8 to 0.9 of it, 100 devices (35 s) the same, and up to 1.4 times the memory.
 */
const MS_PER_RULE = 0.2;
const MS_PER_PAIR = 6;
/** What a worker must have to do to be worth its start, and the memory that a plant takes once more. */
const MS_PER_WORKER = 4000;
const MOST_WORKERS = 8;
/** The main one, and one that collects garbage and compiles: V8 keeps it half busy. */
const TAKEN_THREADS = 2;

/** Of all their tables. */
export function rulesOf(devices: readonly Pick<Device, "tables">[]): number {
  return devices.reduce((sum, { tables }) => sum + tables.reduce((all, one) => all + one.rules.length, 0), 0);
}

/** How many workers are worth their start for a plant, on a machine that runs so many threads at once. */
export function usefulSize(
  devices: readonly Pick<Device, "tables">[],
  map: Pick<ZoneMap, "zones"> | undefined,
  threads = availableParallelism(),
): number {
  const rules = rulesOf(devices);
  const zones = map?.zones.length ?? 0;
  const work = rules * MS_PER_RULE + zones * (zones - 1) * MS_PER_PAIR;
  return Math.max(0, Math.min(Math.floor(work / MS_PER_WORKER), threads - TAKEN_THREADS, MOST_WORKERS));
}

/** Workers at a job. */
export class Crew {
  private readonly next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  private readonly delivered = new Map<number, string>();
  /** The last of each worker. */
  private readonly tallies = new Map<Worker, Tally>();
  private readonly workers: readonly Worker[];
  private readonly left: readonly Promise<unknown>[];

  /** Starts so many. */
  constructor(
    readonly size: number,
    entry: URL,
    orders: Omit<Orders, "kind" | "next">,
  ) {
    this.workers = Array.from(
      { length: size },
      () => new Worker(entry, { workerData: { kind: "slices", ...orders, next: this.next } satisfies Orders }),
    );
    this.left = this.workers.map(
      (worker) =>
        new Promise((resolve) => {
          worker.on("message", ({ number, json, tally }: Delivery) => {
            this.delivered.set(number, json);
            if (tally !== undefined) this.tallies.set(worker, tally);
          });
          // What a worker that broke had taken is made here: if it was no want of memory, the same breaks here, and is told.
          worker.on("error", resolve);
          worker.on("exit", resolve);
        }),
    );
  }

  /** Takes part until all slices are taken, waits for those of the others, and makes what somebody owes. */
  async finish({ makers, parts }: Divided, onlooker?: Onlooker): Promise<Slice[]> {
    try {
      const own = new Map<number, Slice>();
      for (let part = takeNext(this.next); part < parts.length; part = takeNext(this.next)) {
        // Those that others took meanwhile count too: the number is of the next that nobody has.
        onlooker?.progress(part, parts.length);
        for (const number of parts[part] ?? []) {
          const made = makers[number]?.()();
          if (made !== undefined) own.set(number, made);
        }
      }
      await Promise.all(this.left);
      return makers.map((make, number) => own.get(number) ?? this.deliveredSlice(number) ?? make()());
    } finally {
      await Promise.all(this.workers.map((worker) => worker.terminate()));
    }
  }

  /** Of the caches of all workers together. */
  tally(): Tally {
    const all = [...this.tallies.values()];
    const sum = (of: (tally: Tally) => number) => all.reduce((total, one) => total + of(one), 0);
    const unwritten = all.find((one) => one.unwritten !== undefined)?.unwritten;
    return {
      recalled: sum(({ recalled }) => recalled),
      made: sum(({ made }) => made),
      ...(unwritten !== undefined && { unwritten }),
    };
  }

  private deliveredSlice(number: number): Slice | undefined {
    const json = this.delivered.get(number);
    this.delivered.delete(number);
    // Written by this version a moment ago, by the code that would make it here.
    return json === undefined ? undefined : (JSON.parse(json) as Slice);
  }
}
