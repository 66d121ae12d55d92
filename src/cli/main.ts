#!/usr/bin/env node
/** The command `zoneproof`: as little as possible is loaded before it is known what is asked for. */
import { readVersion } from "./version.js";

/** As a shell tells that a program ended because nobody reads what it writes (128 and SIGPIPE). */
const NO_READER = 141;
/** As where a file cannot be written. */
const CANNOT_WRITE = 2;

// A reader such as `head` that has seen enough closes the pipe: no reason to say anything, and none to say that all is good.
process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
  if (code === "EPIPE") process.exit(NO_READER);
  process.stderr.write(`zoneproof: standard output cannot be written: ${code ?? message}\n`);
  process.exit(CANNOT_WRITE);
});

// Where nobody can be told, the exit code still says it: Node would end with 1, which is the code of findings.
process.stderr.on("error", () => undefined);

const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === "--version" || words[0] === "-V")) {
  process.stdout.write(`${readVersion()}\n`);
} else {
  const { bundledCommands } = await import("./bundled.js");
  const { runCommand } = bundledCommands() ?? (await import("./run-command.js"));
  await runCommand(words);
}
