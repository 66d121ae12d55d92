/** The shipped policies in a thread of their own: what they say of one slice is found while the next is analysed. */
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { askedOf, bundleOf, loadPolicyLoader, readCompiled, type Slice } from "./bundle.js";
import { isRecord } from "./said.js";
import type { Thresholds } from "./thresholds.js";

/** What the thread is told. */
export interface SecondThreadOrders {
  readonly kind: "judging";
  readonly thresholds: Thresholds;
  readonly port: MessagePort;
  /** How many answers were given. */
  readonly answered: Int32Array;
}

interface Question {
  readonly slice: Slice;
  readonly json: ArrayBuffer;
}

/** What the policies say, as JSON; undefined: they broke, and break again for whoever asks them himself. */
type Answer = string | undefined;

/** Of its memory: what it parses is small and soon forgotten. */
const LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 512 };
/** How long an answer is waited for, the start of the thread included: a slice takes about a millisecond. */
const PATIENCE_MS = 30_000;

/** A thread that is asked now and waited for later. It starts when it is asked first, and does not keep a program running. */
export class SecondThread {
  private readonly answered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  /** Answers that nobody waited for so far, by the number of the question. */
  private readonly answers = new Map<number, Answer>();
  private running: { readonly worker: Worker; readonly port: MessagePort } | undefined;
  private asked = 0;
  private received = 0;
  private isLost = false;

  /** @param entry the module that the thread runs: it calls `judgeInThread` with its `workerData`. */
  constructor(
    private readonly entry: URL,
    private readonly thresholds: Thresholds,
    private readonly patience = PATIENCE_MS,
  ) {}

  /** @returns what waits for the answer; that is undefined where none came: whoever asked has to ask the policies himself. */
  ask(slice: Slice, json: ArrayBuffer): () => unknown {
    if (this.isLost) return () => undefined;
    const number = this.asked++;
    this.running ??= this.start();
    this.running.port.postMessage({ slice, json } satisfies Question);
    return () => {
      const answer = this.wait(number);
      return answer === undefined ? undefined : JSON.parse(answer);
    };
  }

  /** From here on nothing is answered. */
  stop(): void {
    this.isLost = true;
    void this.running?.worker.terminate();
  }

  private start() {
    const { port1: port, port2 } = new MessageChannel();
    const { thresholds, answered } = this;
    const orders: SecondThreadOrders = { kind: "judging", thresholds, port: port2, answered };
    const worker = new Worker(this.entry, { workerData: orders, transferList: [port2], resourceLimits: LIMITS });
    worker.unref();
    // What went wrong there shows by the answer that is missing.
    worker.on("error", () => undefined);
    return { worker, port };
  }

  /** Answers come in the order of the questions. A thread that owes one too long is not asked again. */
  private wait(number: number): Answer {
    while (this.received <= number && !this.isLost) {
      const state = Atomics.wait(this.answered, 0, this.received, this.patience);
      const message: unknown =
        state === "timed-out" || this.running === undefined
          ? undefined
          : receiveMessageOnPort(this.running.port)?.message;
      if (isRecord(message)) {
        this.answers.set(this.received++, typeof message.said === "string" ? message.said : undefined);
      } else {
        this.isLost = true;
      }
    }
    const answer = this.answers.get(number);
    this.answers.delete(number);
    return answer;
  }
}

/** What the thread does: answers questions, one after the other, until it is stopped. */
export async function judgeInThread({ thresholds, port, answered }: SecondThreadOrders): Promise<void> {
  const ask = askedOf(bundleOf({ ...readCompiled(), thresholds }, await loadPolicyLoader()));
  const said = (question: Question): Answer => {
    try {
      return JSON.stringify(ask(question.slice, question.json));
    } catch {
      // It breaks again in the thread that asks, which tells why.
      return undefined;
    }
  };
  port.on("message", (question: Question) => {
    port.postMessage({ said: said(question) });
    Atomics.add(answered, 0, 1);
    Atomics.notify(answered, 0);
  });
}
