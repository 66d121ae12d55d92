/** Which release wrote a configuration, and whether it is one that is read (reference/cisco.md 3.5, 8). */
import type { CiscoLine } from "../../tree.js";
import type { AsaStatements } from "./statements.js";
import { threatDefenseLine, whyUnreadThreatDefense } from "./threat-defense.js";

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
  /** Where an export of Threat Defense says so. */
  readonly threatDefense?: CiscoLine;
  /** Why filters and translations are not read, and where that is seen. */
  readonly unread?: { readonly reason: string; readonly line: CiscoLine };
}

export function readDialect(statements: AsaStatements): Dialect {
  const threatDefense = threatDefenseLine(statements);
  if (threatDefense !== undefined) return ofThreatDefense(threatDefense, statements);
  const line = ["ASA", "PIX"].map((word) => statements.of(word)[0]).find((one) => one !== undefined);
  const version = /^(?:ASA|PIX) Version (\S+)/.exec(line?.text ?? "")?.[1];
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

/** Its first release had what an ASA has from 9.6 on; it counts its releases otherwise. */
function ofThreatDefense(line: CiscoLine, statements: AsaStatements): Dialect {
  const reason = whyUnreadThreatDefense(statements);
  return {
    isOld: false,
    isSplit: false,
    routesBridges: true,
    hasNoPortal: false,
    threatDefense: line,
    ...(reason === undefined ? {} : { unread: { reason, line } }),
  };
}

/** Whether a release is at least this one; one that is not written is taken as a current one. */
function isAtLeast(release: Release | undefined, major: number, minor: number): boolean {
  if (release === undefined) return true;
  return release.major > major || (release.major === major && release.minor >= minor);
}

function whyUnread(version: CiscoLine | undefined, release: Release | undefined): Dialect["unread"] {
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
