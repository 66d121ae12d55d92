/** The job of `zoneproof verify`: an evidence pack against its manifest, its signature, and the originals. */
import type { KeyObject } from "node:crypto";
import { Diagnostics } from "../../diagnostics/diagnostic.js";
import { UsageError } from "../../diagnostics/usage-error.js";
import type { PackFolder } from "../../read/pack-folder.js";
import { readPath } from "../../read/read-file.js";
import { readInputs } from "../../read/read-inputs.js";
import { againstManifest, againstRun, type PackDifference } from "../../report/evidence/compare.js";
import { isAsWritten, isSignedBy, keyIdOf, payloadOf, readEnvelope } from "../../report/evidence/dsse.js";
import { JUDGING, readJudging } from "../../report/evidence/judging.js";
import { type EvidenceStatement, type ReadRecord, readManifest, sha256Of } from "../../report/evidence/manifest.js";
import { ENVELOPE, MANIFEST } from "../../report/evidence/pack.js";
import type { SourceFile } from "../../source/source-file.js";
import type { CheckRequest } from "../check.js";
import type { Workers } from "../crew.js";
import type { LookedOnAt } from "../onlooker.js";
import { type Installed, packOf, policiesOf } from "./make-pack.js";
import { falselyLeftOut, unreadConfigurations } from "./record-claims.js";
import { ReplayStore } from "./recorded.js";

export interface VerifyRequest extends LookedOnAt {
  readonly pack: PackFolder;
  /** The public key that must have signed; left out: none. */
  readonly key?: KeyObject;
  /** Folder or file with the originals; left out: the analysis is not run again. */
  readonly inputs?: string;
  readonly installed: Installed;
  readonly workers: Workers;
}

export interface Verification {
  readonly statement: EvidenceStatement;
  readonly differences: readonly PackDifference[];
  readonly signature: Signature;
  readonly analysis: Reanalysis;
}

/** `unchecked`: there is one, and no key was given. */
export type Signature =
  | { readonly kind: "none" }
  | { readonly kind: "good" | "unchecked"; readonly keyid: string }
  | { readonly kind: "bad"; readonly why: string };

export type Reanalysis =
  | { readonly kind: "not-asked" }
  /** Why it could not be run: originals that are not there, another version. */
  | { readonly kind: "impossible"; readonly why: readonly string[] }
  | {
      readonly kind: "done";
      readonly originals: number;
      readonly differences: readonly PackDifference[];
      /** What is true beside it, and what nobody looked at. */
      readonly notes: readonly string[];
    };

/** @throws UsageError when there is no manifest to go by. */
export async function verifyPack(request: VerifyRequest): Promise<Verification> {
  const { pack, key } = request;
  const manifest = pack.files.get(MANIFEST);
  if (manifest === undefined) {
    throw new UsageError(
      `this folder has no ${MANIFEST}`,
      "name an evidence pack: zoneproof report plant/ --evidence DIR",
    );
  }
  const text = Buffer.from(manifest).toString("utf8");
  const read = readManifest(text);
  if ("why" in read) throw new UsageError(`${MANIFEST} is no manifest of an evidence pack: ${read.why}`);
  return {
    statement: read.statement,
    differences: againstManifest(read.statement, pack.files, pack.others),
    signature: signatureOf(pack, manifest, key),
    analysis: await analyseAgain(request, read.statement),
  };
}

function signatureOf({ files }: PackFolder, manifest: Uint8Array, key: KeyObject | undefined): Signature {
  const held = files.get(ENVELOPE);
  if (held === undefined) {
    return key === undefined ? { kind: "none" } : { kind: "bad", why: `the pack is not signed: it has no ${ENVELOPE}` };
  }
  const text = Buffer.from(held).toString("utf8");
  const envelope = readEnvelope(text);
  if (envelope === undefined) return { kind: "bad", why: `${ENVELOPE} is no envelope with a signature` };
  if (!payloadOf(envelope).equals(manifest)) {
    return { kind: "bad", why: `${MANIFEST} is not what was signed: ${ENVELOPE} holds another` };
  }
  if (key === undefined) return { kind: "unchecked", keyid: envelope.signatures[0]?.keyid ?? "" };
  if (!isSignedBy(envelope, key)) {
    return { kind: "bad", why: `${ENVELOPE} is not signed with this key (${keyIdOf(key)})` };
  }
  if (!isAsWritten(text, envelope, key)) {
    return { kind: "bad", why: `${ENVELOPE} was changed: its signature is good, and beside it other bytes stand` };
  }
  return { kind: "good", keyid: keyIdOf(key) };
}

async function analyseAgain(request: VerifyRequest, statement: EvidenceStatement): Promise<Reanalysis> {
  const { predicate } = statement;
  const { inputs, installed, pack, workers, onlooker } = request;
  if (inputs === undefined) return { kind: "not-asked" };
  const { tool, judged, asked, read } = predicate;
  const { texts, archives } = await originalsIn(inputs);
  const judging = judgingOf(request, statement);
  const missing = missingOf(read, texts);
  const isCopy = missing.length > 0 && hasCopies(statement, texts);
  const why = [...(await otherProgram(predicate, installed)), ...missing, ...(isCopy ? [COPIES] : [])];
  if ("why" in judging) why.push(judging.why);
  if ("why" in judging || why.length > 0) return { kind: "impossible", why };
  const { files } = await packOf(
    {
      paths: asked.paths,
      ...(asked.zones !== null && { zones: asked.zones }),
      ...(judged.asOfMinutes !== null && { asOfMinutes: judged.asOfMinutes }),
      day: judged.day,
      copies: asked.copies,
      ...judging,
      workers,
      ...(onlooker && { onlooker }),
      // What was read from standard input is known by its hash too.
      readStdin: async () => new Uint8Array(),
      installed: { ...installed, program: tool.digest.sha256 },
    },
    new ReplayStore(read, texts),
    () => read,
  );
  const originals = read.files.length + (read.map === null ? 0 : 1);
  return {
    kind: "done",
    originals,
    differences: [...falselyLeftOut(read, texts), ...againstRun(files, pack.files)],
    notes: [
      ...otherBuild(tool, installed),
      ...archivesNotSeen(read, archives),
      ...unreadNotes(await unreadConfigurations(statement, texts)),
    ],
  };
}

/** The same version and policies in another build may say something else. */
function otherBuild({ digest }: EvidenceStatement["predicate"]["tool"], installed: Installed): string[] {
  if (digest.sha256 === installed.program) return [];
  return [`the program of the pack (${digest.sha256}) is another build than the one that ran here`];
}

/** Entries are known by their own hashes, wherever they lie. */
function archivesNotSeen({ archives }: ReadRecord, seen: ReadonlySet<string>): string[] {
  return archives
    .filter(({ digest }) => !seen.has(digest.sha256))
    .map(
      ({ name, digest }) =>
        `no archive there is ${name} (SHA-256 ${digest.sha256}): what was in it was found by itself`,
    );
}

const SHOWN = 5;

function unreadNotes(paths: readonly string[]): string[] {
  const more = paths.length > SHOWN ? [`and ${paths.length - SHOWN} more that the pack did not read`] : [];
  return [...paths.slice(0, SHOWN).map((path) => `${path} is a configuration that the pack did not read`), ...more];
}

const COPIES = "what lies there are copies of a pack, whose secrets are masked: name the folder of the originals";

/**
 * What judged, as the pack records it. Own policies of somebody else run as `--policy` does: in a thread of their own, without
 * files and network, bounded in memory and time; and only if they are those of the manifest.
 */
function judgingOf(
  { pack, workers }: VerifyRequest,
  statement: EvidenceStatement,
): Pick<CheckRequest, "profile" | "checks" | "policies"> | { readonly why: string } {
  const recorded = statement.subject.find(({ name }) => name === JUDGING);
  const held = pack.files.get(JUDGING);
  if (recorded === undefined) return {};
  if (held === undefined || sha256Of(held) !== recorded.digest.sha256) {
    return { why: `${JUDGING} is not that of the manifest: what judged is not known` };
  }
  const read = readJudging(Buffer.from(held).toString("utf8"));
  if ("why" in read) return read;
  const { policies, ...others } = read;
  if (policies === undefined) return others;
  const { own, data } = policies;
  return {
    ...others,
    policies: {
      ...(own !== undefined && { own: { ...own, thread: workers.entry.href } }),
      ...(data !== undefined && { data }),
    },
  };
}

/** Another version of the program or of its policies cannot be expected to say the same. */
async function otherProgram(
  { tool, policies }: EvidenceStatement["predicate"],
  installed: Installed,
): Promise<string[]> {
  if (tool.version !== installed.version) {
    return [`the pack was made by zoneproof ${tool.version}, and this is ${installed.version}: run that version`];
  }
  const here = await policiesOf();
  const isSame = here.bundle.sha256 === policies.bundle.sha256 && here.catalogue.sha256 === policies.catalogue.sha256;
  return isSame ? [] : [`the policies of the pack (${policies.bundle.sha256}) are not those that are installed here`];
}

/** Every text below a path by its hash, maps and files that are no configurations too, and the hashes of archives. */
async function originalsIn(path: string): Promise<{ texts: Map<string, SourceFile>; archives: Set<string> }> {
  const found = await readInputs({ paths: [path], readStdin: async () => new Uint8Array() }, new Diagnostics());
  const maps = await Promise.all(found.maps.map((map) => readPath(map)));
  const files = [
    ...found.files.map(({ file }) => file),
    ...maps.flatMap((outcome) => (outcome.kind === "text" ? [outcome.file] : [])),
  ];
  return {
    texts: new Map(files.map((file) => [file.sha256, file])),
    archives: new Set(found.archives.map(({ sha256 }) => sha256)),
  };
}

/** Whether copies of the pack lie there that are no originals: one that nothing had to be masked in, such as a map, is both. */
function hasCopies({ subject, predicate }: EvidenceStatement, texts: ReadonlyMap<string, SourceFile>): boolean {
  const originals = new Set(wantedOf(predicate.read).map(({ digest }) => digest.sha256));
  return subject.some(({ digest: { sha256 } }) => texts.has(sha256) && !originals.has(sha256));
}

function wantedOf({ map, files }: ReadRecord) {
  return [...(map === null ? [] : [map]), ...files];
}

function missingOf(read: ReadRecord, texts: ReadonlyMap<string, SourceFile>): string[] {
  return wantedOf(read)
    .filter(({ digest }) => !texts.has(digest.sha256))
    .map(({ name, digest }) => `no original is ${name} (SHA-256 ${digest.sha256})`);
}
