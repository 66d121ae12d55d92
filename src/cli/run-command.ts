/** Runs one command line: finds the command, turns what goes wrong into a line and an exit code. */
import { Command, CommanderError } from "commander";
import { UsageError } from "../diagnostics/usage-error.js";
import type { ApartOrders } from "../judge/apart.js";
import type { SecondThreadOrders } from "../judge/second-thread.js";
import { bugMessage } from "../run/bug.js";
import type { Delivery, Orders } from "../run/crew.js";
import { EXIT } from "../run/exit-code.js";
import { visible } from "../source/visible.js";
import { COMMANDS } from "./commands.js";
import { withExamples } from "./examples.js";
import { printUsage } from "./problems.js";
import { readVersion } from "./version.js";

/** Sets `process.exitCode`; never throws. */
export async function runCommand(words: readonly string[]): Promise<void> {
  try {
    const asked = withHelpLast(words);
    await (await buildProgram(asked)).parseAsync(asked, { from: "user" });
  } catch (error) {
    process.exitCode = reportFailure(error);
  }
}

/** The library looks at the first name behind `help` alone: `help zones import` is `zones import --help`. */
function withHelpLast(words: readonly string[]): readonly string[] {
  const [first, ...names] = words;
  return first === "help" && names.length > 1 ? [...names, "--help"] : words;
}

/** What a worker thread does in place of a command. */
export async function runWorker(
  orders: Orders | ApartOrders | SecondThreadOrders,
  deliver: (delivery: Delivery) => void,
): Promise<void> {
  if (orders.kind === "policies") {
    const { judgeApart } = await import("../judge/apart.js");
    await judgeApart(orders);
    return;
  }
  if (orders.kind === "judging") {
    const { judgeInThread } = await import("../judge/second-thread.js");
    await judgeInThread(orders);
    return;
  }
  const { workInCrew } = await import("../run/crew-member.js");
  await workInCrew(orders, deliver);
}

/** The program with the one command that is asked for, or with the names of all for the help text. */
async function buildProgram(words: readonly string[]): Promise<Command> {
  const program = new Command("zoneproof")
    .description("Proves whether the zones and conduits of IEC 62443 hold in firewall and switch configurations")
    .version(readVersion(), "-V, --version");
  const word = words[0] === "help" ? words[1] : words[0];
  const asked = COMMANDS.find(({ name }) => name === word);
  if (asked === undefined) {
    for (const { name, description } of COMMANDS) program.command(name).description(description);
  } else {
    program.addCommand(withExamples((await asked.load())()));
  }
  tellMistakes(program, program.name());
  return program.hook("preAction", (_, command) => refuseEmpty(command));
}

/** A variable of a script that is not set gives an empty value, and nobody means the folder this runs in by it. @throws UsageError */
function refuseEmpty(command: Command): void {
  for (const option of command.options) {
    const name = option.attributeName();
    if (command.getOptionValue(name) === "" && command.getOptionValueSource(name) === "cli") {
      throw new UsageError(`${option.long ?? option.flags} has an empty value`, "name what is meant, or leave it out");
    }
  }
  if (command.args.includes("")) {
    throw new UsageError("an argument is empty", "name what is meant, or leave it out");
  }
}

/** Mistakes are thrown, and told with what to do. @param words by which the command is called. */
function tellMistakes(command: Command, words: string): void {
  command.exitOverride();
  command.showHelpAfterError(`(${words} --help shows what there is)`);
  // A pattern of a shell may name a file that begins like an option.
  command.configureOutput({ outputError: (text, write) => write(text.split("\n").map(visible).join("\n")) });
  for (const below of command.commands) tellMistakes(below, `${words} ${below.name()}`);
}

function reportFailure(error: unknown): number {
  // The library has printed its own message, or the help text that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
  if (error instanceof UsageError) {
    printUsage(error);
    return EXIT.usage;
  }
  if (isWithoutFolder(error)) {
    printUsage(new UsageError("the folder this runs in is not there any more", "change to another one"));
    return EXIT.usage;
  }
  process.stderr.write(`zoneproof: ${bugMessage(error).message}\n  report it with this line and what you ran\n`);
  return EXIT.notAnalysed;
}

function isWithoutFolder(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && error.syscall === "uv_cwd";
}
