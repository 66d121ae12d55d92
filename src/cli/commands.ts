/** The commands there are. A new one is a row here and a file beside this one. */
import type { Command } from "commander";

export interface CommandRow {
  readonly name: string;
  /** One line for the help text. */
  readonly description: string;
  /** Loaded only when asked for. */
  readonly load: () => Promise<() => Command>;
}

export const COMMANDS: readonly CommandRow[] = [
  {
    name: "init",
    description: "draft a map of zones and conduits from what the configurations show",
    load: async () => (await import("./init.js")).initCommand,
  },
  {
    name: "zones",
    description: "make a map of zones from lists, and look at one",
    load: async () => (await import("./zones.js")).zonesCommand,
  },
  {
    name: "check",
    description: "judge configurations, against a map of zones where there is one",
    load: async () => (await import("./check.js")).checkCommand,
  },
  {
    name: "baseline",
    description: "write down what is found now, so that check --baseline counts only what is new",
    load: async () => (await import("./baseline.js")).baselineCommand,
  },
  {
    name: "diff",
    description: "which packets a change lets through and which it blocks, with the lines; the change gate",
    load: async () => (await import("./diff.js")).diffCommand,
  },
  {
    name: "explain",
    description: "one pair of zones: the verdict, every way, the rules that permit, the doubts",
    load: async () => (await import("./explain.js")).explainCommand,
  },
  {
    name: "parse",
    description: "print the device model of a configuration, and what was not understood",
    load: async () => (await import("./parse.js")).parseCommand,
  },
  {
    name: "report",
    description: "write what a check finds as a page for people, or as evidence for auditors",
    load: async () => (await import("./report.js")).reportCommand,
  },
  {
    name: "verify",
    description: "confirm the bytes and the signature of an evidence pack, and run its analysis again",
    load: async () => (await import("./verify.js")).verifyCommand,
  },
  {
    name: "tests",
    description: "list connections to try on the live network: what must work between zones, and what must not",
    load: async () => (await import("./tests.js")).testsCommand,
  },
  {
    name: "trace",
    description: "what a packet meets: permitted, denied or unknown, by which rule, on which lines",
    load: async () => (await import("./trace.js")).traceCommand,
  },
  {
    name: "anonymize",
    description: "write copies of configurations that can be shown to others, with the same verdicts",
    load: async () => (await import("./anonymize.js")).anonymizeCommand,
  },
  {
    name: "policy",
    description: "check, test and build the policies that judge",
    load: async () => (await import("./policy.js")).policyCommand,
  },
  {
    name: "completion",
    description: "print a script that lets a shell complete commands and options",
    load: async () => {
      const { completionCommand } = await import("./completion.js");
      return () => completionCommand(() => Promise.all(COMMANDS.map(async ({ load }) => (await load())())));
    },
  },
];
