/** `zoneproof verify`: whether an evidence pack is what was made, and whether the originals still say so. */
import { Command } from "commander";
import { UsageError } from "../diagnostics/usage-error.js";
import { type PackFolder, readPackFolder } from "../read/pack-folder.js";
import { reason } from "../read/read-file.js";
import type { PackDifference } from "../report/evidence/compare.js";
import { ENVELOPE } from "../report/evidence/pack.js";
import { count } from "../report/summary.js";
import type { Reanalysis, Signature, Verification } from "../run/evidence/verify.js";
import { verifyPack } from "../run/evidence/verify.js";
import { EXIT } from "../run/exit-code.js";
import { packageRoot } from "../source/package-root.js";
import { visible } from "../source/visible.js";
import { readInstalled } from "./installed.js";
import { readPublicKey } from "./signing-keys.js";
import { writeText } from "./streams.js";
import { lookingOn, type TalkOptions, withTalkOptions } from "./talk.js";

const WORKER = new URL("dist/src/cli/worker.js", packageRoot());

interface VerifyOptions extends TalkOptions {
  readonly inputs?: string;
  readonly key?: string;
}

const EXAMPLES = `
Examples:
  zoneproof verify evidence/
  zoneproof verify evidence/ --inputs plant/ --key signer.pub.pem

Exit codes: 0 all that was asked is confirmed, 1 something is not what was made or signed, 2 usage, or no evidence pack,
3 the analysis could not be run again: an original is missing, or another version of zoneproof made the pack`;

/** The command; exit code 1 goes before 3: what was tampered with is told first. */
export function verifyCommand(): Command {
  const command = new Command("verify")
    .description("confirm the bytes and the signature of an evidence pack, and run its analysis again")
    .argument("<folder>", "what zoneproof report --evidence wrote")
    .option(
      "--inputs <path>",
      "folder, archive or file with the original files, known by their hashes: run the analysis again",
    )
    .option("--key <file>", "public Ed25519 key (PEM) that must have signed the pack");
  return withTalkOptions(command).addHelpText("after", EXAMPLES).action(runVerify);
}

async function runVerify(folder: string, options: VerifyOptions): Promise<void> {
  const { inputs, key } = options;
  const request = {
    pack: await openPack(folder),
    ...(key !== undefined && { key: readPublicKey(key) }),
    ...(inputs !== undefined && { inputs }),
    installed: readInstalled(),
    workers: { entry: WORKER },
  };
  const verification = await lookingOn(options, (onlooker) =>
    verifyPack({ ...request, ...(onlooker && { onlooker }) }),
  );
  await writeText(`${verificationLines(verification).map(visible).join("\n")}\n`);
  process.exitCode = exitCodeOf(verification);
}

async function openPack(folder: string): Promise<PackFolder> {
  try {
    return await readPackFolder(folder);
  } catch (error) {
    throw new UsageError(`the pack ${folder} cannot be read: ${reason(error)}`, "name what report --evidence wrote");
  }
}

function exitCodeOf({ differences, signature, analysis }: Verification): number {
  const isOther = analysis.kind === "done" && analysis.differences.length > 0;
  if (differences.length > 0 || signature.kind === "bad" || isOther) return EXIT.findings;
  return analysis.kind === "impossible" ? EXIT.notAnalysed : EXIT.clean;
}

function verificationLines({ statement, differences, signature, analysis }: Verification): string[] {
  const { tool, judged } = statement.predicate;
  return [
    `evidence of zoneproof ${tool.version}, judged for ${judged.day}, ${count(statement.subject.length, "file")}`,
    differences.length === 0
      ? "bytes: every file is that of the manifest"
      : `bytes: NOT those of the manifest, ${count(differences.length, "file")}`,
    ...differences.map(differenceLine),
    `signature: ${signatureText(signature)}`,
    ...analysisLines(analysis),
  ];
}

function differenceLine({ file, kind, detail }: PackDifference): string {
  return `  ${kind} ${file}${detail === undefined ? "" : `: ${detail}`}`;
}

function signatureText(signature: Signature): string {
  if (signature.kind === "none") return "none, so whoever could change the files could change the manifest too";
  if (signature.kind === "bad") return `NOT GOOD: ${signature.why}`;
  if (signature.kind === "good") return `good, by the key ${signature.keyid}`;
  return `there is one (${ENVELOPE}, key ${signature.keyid}), not checked: add --key signer.pub.pem`;
}

function analysisLines(analysis: Reanalysis): string[] {
  switch (analysis.kind) {
    case "not-asked":
      return ["analysis: not run again: add --inputs with the original files"];
    case "impossible":
      return ["analysis: COULD NOT be run again", ...analysis.why.map((why) => `  ${why}`)];
    case "done": {
      const { differences, originals, notes } = analysis;
      const beside = notes.map((note) => `  note: ${note}`);
      if (differences.length === 0)
        return [
          `analysis: run again from ${count(originals, "original")}, every file of the pack came out the same`,
          ...beside,
        ];
      return [
        `analysis: run again, and ${count(differences.length, "file")} came out OTHERWISE`,
        ...differences.map(differenceLine),
        ...beside,
      ];
    }
  }
}
