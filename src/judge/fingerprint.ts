/** Fingerprints of findings: the same finding has the same one after lines moved, were renumbered or reformatted. */
import { hash } from "node:crypto";

export interface FingerprintParts {
  readonly check: string;
  readonly device?: string;
  readonly from?: string;
  readonly to?: string;
  /** What the finding is about, without line numbers: table and rule, interface, network. */
  readonly subject: readonly string[];
}

/** SHA-256 in hex over the parts; white space in the subject counts as one blank. */
export function fingerprint(parts: FingerprintParts): string {
  const subject = parts.subject.map((word) => word.trim().replace(/\s+/g, " "));
  const content = JSON.stringify([parts.check, parts.device ?? "", parts.from ?? "", parts.to ?? "", subject]);
  return hash("sha256", content);
}

/** Tells equal fingerprints apart by their order of place: the second becomes the hash of itself and 2, and so on. */
export function distinguish<T extends { readonly fingerprint: string }>(findings: readonly T[]): T[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const count = (seen.get(finding.fingerprint) ?? 0) + 1;
    seen.set(finding.fingerprint, count);
    if (count === 1) return finding;
    return { ...finding, fingerprint: hash("sha256", `${finding.fingerprint}#${count}`) };
  });
}
