/** The job of `zoneproof parse`: what one input became, and the account of its lines. */

import type { ParseOptions } from "../../parsers/vendor.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import { readInputs } from "../read/read-inputs.js";
import { LineAccount, type LineCounts } from "../source/line-account.js";
import { rangeOnLine } from "../source/range.js";
import { type SourceFile, splitLines } from "../source/source-file.js";
import { describeVendors, type ParseOutcome, parseInput } from "./parse-input.js";
import { isNoConfiguration, reportBarren } from "./parse-inputs.js";

export interface DescribedInput {
  readonly file: string;
  readonly sha256: string;
  readonly outcome: ParseOutcome;
  /** Of an input that no vendor takes nothing is understood: every line counts as filtering. */
  readonly counts: LineCounts;
  readonly diagnostics: readonly Diagnostic[];
}

export interface DescribeRequest extends ParseOptions {
  readonly paths: readonly string[];
  readonly readStdin: () => Promise<Uint8Array>;
}

/** Parses the inputs one after the other, so that only one of them is held. `failed`: inputs without a text, reported. */
export async function* describeInputs(request: DescribeRequest): AsyncGenerator<DescribedInput> {
  for (const path of request.paths) {
    const diagnostics = new Diagnostics();
    const { files, failed, folders, archives } = await readInputs({ ...request, paths: [path] }, diagnostics);
    let described = failed.length;
    for (const { path: file, sha256 } of failed) yield nothingIn(file, sha256, diagnostics);
    for (const input of files) {
      const one = await describe(input.file, request);
      if (one.outcome.kind === "unknown" && isNoConfiguration(input)) continue;
      described++;
      yield one;
    }
    if (described > 0) continue;
    for (const folder of folders) {
      await reportBarren(folder, archives.length > 0, diagnostics);
      yield nothingIn(folder, "", diagnostics);
    }
  }
}

function nothingIn(file: string, sha256: string, diagnostics: Diagnostics): DescribedInput {
  const counts = new LineAccount(0).counts();
  return { file, sha256, outcome: { kind: "unknown" }, counts, diagnostics: diagnostics.all() };
}

async function describe(file: SourceFile, options: ParseOptions): Promise<DescribedInput> {
  const diagnostics = new Diagnostics();
  const outcome = await parseInput(file, diagnostics, options);
  if (outcome.kind === "unknown") {
    diagnostics.add("read/unknown-vendor", rangeOnLine(file.path, 1, 1, 1), { expected: await describeVendors() });
  }
  const counts = outcome.kind === "parsed" ? outcome.counts : new LineAccount(splitLines(file.text).length).counts();
  return { file: file.path, sha256: file.sha256, outcome, counts, diagnostics: diagnostics.all() };
}
