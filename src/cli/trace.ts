/** `zoneproof trace`: the packet tracer. */
import { Command } from "commander";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import { UsageError } from "../diagnostics/usage-error.js";
import { type PacketRequest, readPacketLines, readPacketText } from "../read/packet-text.js";
import { decodeFile, readPath } from "../read/read-file.js";
import { traceLine } from "../report/trace-lines.js";
import type { TracedPacket } from "../report/trace-result.js";
import { renderTrace } from "../report/trace-text.js";
import { EXIT } from "../run/exit-code.js";
import { openTracing, type Tracing } from "../run/trace.js";
import { visible } from "../source/visible.js";
import { asOfOption } from "./as-of.js";
import { withPatterns } from "./paths.js";
import { printProblems } from "./problems.js";
import { hasColor, readStdin, writeText } from "./streams.js";
import { lookingOn, type TalkOptions, withTalkOptions } from "./talk.js";

interface TraceOptions extends TalkOptions {
  readonly packet?: string;
  readonly packets?: string;
  readonly in?: string;
  /** In minutes of `source/wall-clock`. */
  readonly asOf?: number;
}

/** The name under which mistakes in the packet of the command line are shown. */
const PACKET_OPTION = "--packet";
const SHOWN_BUGS = 5;

/** The command; exit code 2 for a packet that cannot be read, 3 for an input that cannot be analysed and for a bug. */
export function traceCommand(): Command {
  const command = new Command("trace")
    .description("what a packet meets: permitted, denied or unknown, by which rule, on which lines")
    .argument("<config...>", "files, folders or archives (.zip, .tar, .tgz, .gz); - is standard input")
    .option("-p, --packet <packet>", "one packet: 'tcp 10.1.1.5:40000 -> 10.2.0.9:502', 'icmp 10.1.1.5 -> 10.2.0.9'")
    .option("--packets <file>", 'many, one JSON object a line: {"id","in","src","dst","protocol","dstPort",…}')
    .option("-i, --in <interface>", "the interface it comes in by (default: the one that leads to its source)")
    .addHelpText(
      "after",
      "\nAnswers twice, by sets and by a walk rule by rule; exit code 3 if the two should disagree.",
    )
    .addOption(asOfOption());
  return withPatterns(withTalkOptions(command)).action(runTrace);
}

async function runTrace(paths: string[], options: TraceOptions): Promise<void> {
  const { packet, packets, asOf } = options;
  if (packet !== undefined && packets !== undefined) {
    throw new UsageError("--packet and --packets are two ways to say what to trace", "leave out one of them");
  }
  if (packet === undefined && packets === undefined) {
    throw new UsageError("trace needs a packet", "add --packet 'tcp 10.1.1.5 -> 10.2.0.9:502', or --packets FILE");
  }
  const wrong = new Diagnostics();
  const requests = packets === undefined ? readOne(packet ?? "", wrong) : await readMany(packets, wrong);
  const diagnostics = new Diagnostics();
  const inputs = { paths, readStdin, ...(asOf !== undefined && { asOfMinutes: asOf }) };
  const tracing = await lookingOn(options, (onlooker) =>
    openTracing({ ...inputs, ...(onlooker && { onlooker }) }, diagnostics),
  );
  const traced = requests.map((request) =>
    tracing.trace({ ...request, ...(options.in !== undefined && { ingress: options.in }) }, wrong),
  );
  const print = packets === undefined ? textOf(tracing) : traceLine;
  const problems = [...diagnostics.all(), ...wrong.all()];
  printProblems(problems.filter(({ severity }) => severity === "error"));
  if (traced.length > 0) await writeText(`${traced.map(print).join("\n").trimEnd()}\n`);
  const bugs = traced.flatMap(({ disagreements }) => disagreements);
  printBugs(bugs);
  if (wrong.hasErrors()) process.exitCode = EXIT.usage;
  if (diagnostics.hasErrors() || bugs.length > 0) process.exitCode = EXIT.notAnalysed;
}

function readOne(text: string, diagnostics: Diagnostics): PacketRequest[] {
  const request = readPacketText(text, PACKET_OPTION, diagnostics);
  return request === undefined ? [] : [request];
}

async function readMany(path: string, diagnostics: Diagnostics): Promise<PacketRequest[]> {
  const outcome = path === "-" ? decodeFile(path, await readStdin()) : await readPath(path);
  if (outcome.kind === "text") return readPacketLines(outcome.file, diagnostics);
  throw new UsageError(`the packets ${path} cannot be read: ${outcome.why}`, "one JSON object a line, UTF-8");
}

function textOf(tracing: Tracing): (traced: TracedPacket) => string {
  const options = { color: hasColor(), width: process.stdout.columns ?? 80 };
  return (traced) => renderTrace(traced, tracing.sources, options);
}

function printBugs(disagreements: readonly string[]): void {
  for (const what of disagreements.slice(0, SHOWN_BUGS))
    process.stderr.write(`zoneproof: a bug of zoneproof: ${visible(what)}\n`);
  if (disagreements.length === 0) return;
  const more = disagreements.length > SHOWN_BUGS ? `and ${disagreements.length - SHOWN_BUGS} more; ` : "";
  process.stderr.write(`  ${more}report it with these lines and, if you may, the configuration that shows it\n`);
}
