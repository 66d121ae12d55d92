/** The manifest of an evidence pack: an in-toto statement (Statement v1) over every file of the pack. */

import { createHash } from "node:crypto";
import { z } from "zod";
import { firstIssue } from "../../diagnostics/first-issue.js";

/** in-toto attestation framework, "Statement layer v1". */
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
const PREDICATE_TYPE = "urn:zoneproof:evidence:1";

const text = z.string();
const digest = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const resource = z.strictObject({ name: text, digest });
/** The hash is left out where the bytes were not read whole. */
const withoutText = { name: text, digest: z.union([digest, z.strictObject({})]), why: text };

const PREDICATE = z.strictObject({
  tool: z.strictObject({ name: z.literal("zoneproof"), version: text, digest }),
  policies: z.strictObject({ bundle: digest, catalogue: digest }),
  /** For which day dates were judged, and for which time what holds at times; in minutes of firewall clocks. */
  judged: z.strictObject({ day: z.iso.date(), asOfMinutes: z.number().nullable() }),
  /** What the command was given. */
  asked: z.strictObject({ paths: z.array(text), zones: text.nullable(), copies: z.boolean() }),
  /** What it read, in the order in which it did. */
  read: z.strictObject({
    map: resource.nullable(),
    /** Maps at the top of given folders. */
    maps: z.array(text),
    files: z.array(z.strictObject({ name: text, digest, folder: text.nullable() })),
    folders: z.array(text),
    /** What files of the name `archive!/entry` were taken out of. */
    archives: z.array(resource),
    skipped: z.array(z.strictObject(withoutText)),
    failed: z.array(
      z.strictObject({
        ...withoutText,
        code: z.enum(["read/empty", "read/binary", "read/unreadable", "read/too-large"]),
      }),
    ),
  }),
});

const STATEMENT = z.strictObject({
  _type: z.literal(STATEMENT_TYPE),
  // Of two hashes of one file, every reader would take the one it likes.
  subject: z
    .array(resource)
    .min(1)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, "a file is named twice"),
  predicateType: z.literal(PREDICATE_TYPE),
  predicate: PREDICATE,
});

export type EvidencePredicate = z.infer<typeof PREDICATE>;
export type EvidenceStatement = z.infer<typeof STATEMENT>;
export type ReadRecord = EvidencePredicate["read"];

export function sha256Of(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The statement over files by name, sorted; the same files and predicate give the same bytes. */
export function manifestText(files: ReadonlyMap<string, string>, predicate: EvidencePredicate): string {
  const statement: EvidenceStatement = {
    _type: STATEMENT_TYPE,
    subject: [...files]
      .map(([name, content]) => ({ name, digest: { sha256: sha256Of(content) } }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    predicateType: PREDICATE_TYPE,
    predicate,
  };
  // Through the schema, so that keys stand in its order, whoever made the predicate.
  return `${JSON.stringify(STATEMENT.parse(statement), null, 2)}\n`;
}

/** @returns undefined when the text is no statement of this kind; `why` in words then. */
export function readManifest(content: string): { statement: EvidenceStatement } | { why: string } {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return { why: "it is no JSON" };
  }
  const read = STATEMENT.safeParse(value);
  if (read.success) return { statement: read.data };
  return { why: firstIssue(read.error) };
}
