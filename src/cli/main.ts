#!/usr/bin/env node
/** The command `zoneproof`: as little as possible is loaded before it is known what is asked for. */
import { readVersion } from "./version.js";

/** As a shell tells that a program ended because nobody reads what it writes (128 and SIGPIPE). */
const NO_READER = 141;

// A reader such as `head` that has seen enough closes the pipe: no reason to say anything, and none to say that all is good.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(NO_READER);
});

const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === "--version" || words[0] === "-V")) {
  process.stdout.write(`${readVersion()}\n`);
} else {
  const { bundledCommands } = await import("./bundled.js");
  const { runCommand } = bundledCommands() ?? (await import("./run-command.js"));
  await runCommand(words);
}
