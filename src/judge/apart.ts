/** Policies that are not ours, in a thread of their own that can be stopped: they may loop, or want all memory there is. */
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import {
  type Asked,
  type Bundle,
  bundleOf,
  type CompiledPolicies,
  loadPolicyLoader,
  type OpenBundle,
} from "./bundle.js";
import { PolicyFailure } from "./policy-failure.js";
import { isRecord, readSaid } from "./said.js";

export interface OwnPolicies extends CompiledPolicies {
  /** As it was asked for: a folder or a file. */
  readonly label: string;
  /** Of what was compiled, in hex. */
  readonly sha256: string;
  /** How long one slice may take. */
  readonly seconds: number;
  /** URL of the module that its thread runs: it calls `judgeApart` with its `workerData`. */
  readonly thread: string;
}

/** What the thread is told. */
export interface ApartOrders {
  readonly kind: "policies";
  readonly policies: CompiledPolicies;
  readonly port: MessagePort;
  /** How many answers were given. */
  readonly answered: Int32Array;
}

interface Question {
  readonly slice: Asked;
  readonly input: unknown;
  readonly inputBytes: number;
}

type Answer = { readonly said: unknown } | { readonly broke: string };

/** 512 MiB. */
const MOST_PAGES = 8192;
const MOST_HEAP_MB = 512;
/** To start the thread. */
const START_SECONDS = 30;

/** The bundle of policies that somebody else wrote. Nothing runs before it is asked for the first time. */
export function bundleApart(own: OwnPolicies): Bundle {
  const { label, catalogue, thresholds } = own;
  const checks = new Set(catalogue.map(({ id }) => id));
  let thread: Thread | undefined;
  const open = (inputBytes: number): OpenBundle => ({
    evaluate: (slice, input) => {
      thread ??= new Thread(own);
      const said = thread.ask({ slice, input, inputBytes });
      return accepted(said, checks, label);
    },
  });
  return { catalogue, thresholds, own: { label, checks }, open };
}

/** @throws PolicyFailure when it is no list of findings of these checks. */
function accepted(said: unknown, checks: ReadonlySet<string>, label: string): unknown {
  try {
    const { findings, notAssessed } = readSaid(said);
    const other = [...findings, ...notAssessed].find(({ check }) => !checks.has(check));
    if (other === undefined) return said;
    throw new Error(`they speak of a check "${other.check}" that their catalogue.json does not name`);
  } catch (error) {
    throw new PolicyFailure(
      `the policies of ${label} cannot be used: ${error instanceof Error ? error.message : error}`,
    );
  }
}

class Thread {
  private readonly answered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  private readonly port: MessagePort;
  private readonly worker: Worker;
  /** Answers that were waited for; the first says that the thread is ready. */
  private awaited = 0;

  constructor(private readonly own: OwnPolicies) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const { wasm, catalogue, thresholds } = own;
    const orders: ApartOrders = {
      kind: "policies",
      policies: { wasm, catalogue, thresholds },
      port: port2,
      answered: this.answered,
    };
    this.worker = new Worker(new URL(own.thread), {
      workerData: orders,
      transferList: [port2],
      // Nothing they print reaches what the run prints.
      stdout: true,
      stderr: true,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    });
    this.worker.unref();
    // What went wrong there shows by the answer that is missing.
    this.worker.on("error", () => undefined);
  }

  /** Waits for the answer, this thread doing nothing else. @throws PolicyFailure when there is none, or they broke. */
  ask(question: Question): unknown {
    const { label, seconds, catalogue } = this.own;
    if (this.awaited === 0 && this.next(START_SECONDS) === undefined) {
      throw new PolicyFailure(`the thread for the policies of ${label} did not start within ${START_SECONDS} seconds`);
    }
    this.port.postMessage(question);
    const received = this.next(seconds);
    if (received === undefined) {
      void this.worker.terminate();
      throw new PolicyFailure(
        `the policies of ${label} gave no answer for a ${question.slice} within ${seconds} seconds, and were stopped`,
        `one of these loops over too much, or wants too much memory: ${catalogue.map(({ id }) => id).join(", ")}`,
      );
    }
    if ("said" in received) return received.said;
    throw new PolicyFailure(
      `the policies of ${label} broke while judging a ${question.slice}: ${String(received.broke)}`,
    );
  }

  /** The next answer; undefined when it does not come in time. */
  private next(seconds: number): Record<string, unknown> | undefined {
    const state = Atomics.wait(this.answered, 0, this.awaited, seconds * 1000);
    this.awaited++;
    const received: unknown = state === "timed-out" ? undefined : receiveMessageOnPort(this.port)?.message;
    return isRecord(received) ? received : undefined;
  }
}

/** What the thread does: answers questions, one after the other, until it is stopped. */
export async function judgeApart({ policies, port, answered }: ApartOrders): Promise<void> {
  // The library prints what policies print.
  for (const speak of ["log", "error"] as const) console[speak] = () => undefined;
  const load = await loadPolicyLoader();
  const reply = (answer: Answer): void => {
    port.postMessage(answer);
    Atomics.add(answered, 0, 1);
    Atomics.notify(answered, 0);
  };
  let opened: { readonly policies: OpenBundle; readonly bytes: number } | undefined;
  port.on("message", ({ slice, input, inputBytes }: Question) => {
    let answer: Answer;
    try {
      if (opened === undefined || opened.bytes < inputBytes) {
        opened = { policies: bundleOf(policies, load, MOST_PAGES).open(inputBytes), bytes: inputBytes };
      }
      answer = { said: opened.policies.evaluate(slice, input) };
    } catch (error) {
      answer = { broke: reasonOf(error instanceof Error ? (error.cause ?? error) : error) };
    }
    reply(answer);
  });
  reply({ said: "ready" });
}

/** Modules throw texts and plain objects as well as errors. */
function reasonOf(error: unknown): string {
  return isRecord(error) && "message" in error ? String(error.message) : String(error);
}
