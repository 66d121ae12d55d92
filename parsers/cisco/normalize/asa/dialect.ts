/** Which release wrote a configuration, and whether it is one that is read (reference/cisco.md 3.5, 8). */
import type { CiscoLine } from "../../tree.js";
import type { AsaStatements } from "./statements.js";

export interface Release {
  readonly major: number;
  readonly minor: number;
}

export interface Dialect {
  /** As it is written: `9.12(4)`. */
  readonly version?: string;
  readonly release?: Release;
  /** Up to release 8.2: lists name addresses as they are on the wire, and translations are written otherwise (trap 51). */
  readonly isOld: boolean;
  /** Before release 9.0: IPv6 has lists of its own (reference/cisco.md 7). */
  readonly isSplit: boolean;
  /** From release 9.7 on a device that routes may have bridge groups. */
  readonly routesBridges: boolean;
  /** From release 9.17 on there is no portal for users without a client (Cisco ASA release notes 9.17). */
  readonly hasNoPortal: boolean;
  /** Why filters and translations are not read, and where that is seen. */
  readonly unread?: { readonly reason: string; readonly line: CiscoLine };
}

export function readDialect(statements: AsaStatements): Dialect {
  const line = ["ASA", "PIX", "NGFW"].map((word) => statements.of(word)[0]).find((one) => one !== undefined);
  const version = /^(?:ASA|PIX|NGFW) Version (\S+)/.exec(line?.text ?? "")?.[1];
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version ?? "") ?? [];
  const release = major === undefined ? undefined : { major: Number(major), minor: Number(minor) };
  const unread = whyUnread(line, release);
  const isOld = release === undefined ? hasOldStatements(statements) : !isAtLeast(release, 8, 3);
  return {
    isOld,
    isSplit: isOld || !isAtLeast(release, 9, 0),
    routesBridges: !isOld && isAtLeast(release, 9, 7),
    hasNoPortal: release !== undefined && isAtLeast(release, 9, 17),
    ...(version === undefined ? {} : { version }),
    ...(release === undefined ? {} : { release }),
    ...(unread === undefined ? {} : { unread }),
  };
}

/** Whether a release is at least this one; one that is not written is taken as a current one. */
function isAtLeast(release: Release | undefined, major: number, minor: number): boolean {
  if (release === undefined) return true;
  return release.major > major || (release.major === major && release.minor >= minor);
}

function whyUnread(version: CiscoLine | undefined, release: Release | undefined): Dialect["unread"] {
  if (version?.text.startsWith("NGFW") === true)
    return {
      reason: "this is a dump of Firepower Threat Defense: its access control policy stands elsewhere",
      line: version,
    };
  if (version !== undefined && !isAtLeast(release, 7, 0))
    return { reason: "before release 7 interfaces and lists are written otherwise: that is not read", line: version };
  return undefined;
}

/** Statements that no release from 8.3 on takes. */
function hasOldStatements(statements: AsaStatements): boolean {
  const has = (word: string, pattern: RegExp) => statements.of(word).some(({ text }) => pattern.test(text));
  return (
    has("static", /^static \(/) ||
    has("global", /^global \(/) ||
    has("nat", /^nat \([^,)]+\) \d/) ||
    statements.of("nat-control").length > 0
  );
}
