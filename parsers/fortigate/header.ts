/** The header of a FortiOS file: model, version, VDOM mode; and which release had which default. */

export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

export interface Header {
  readonly model?: string;
  readonly version?: Version;
  /** Set when the file is a backup of one VDOM of several: its name. */
  readonly onlyVdom?: string;
  /** Whether line 1 is what a full backup begins with. */
  readonly complete: boolean;
  /** Whether the lines are there that a device writes behind it: nobody leaves out of such a file what he does not need. */
  readonly written: boolean;
  /** Offsets of the line that tells the version; of the first line where none does. */
  readonly start: number;
  readonly end: number;
}

const LINES_LOOKED_AT = 400;
/** Header lines are short; what is longer is none. */
const LONGEST_LINE = 400;

/**
 * Reads the comment lines that open a backup (reference/fortios.md 1.1) or a `show` capture with a version line.
 * @returns a header without version when there is none: what depends on the release is then a doubt.
 */
export function readHeader(text: string): Header {
  let start = 0;
  let found: Pick<Header, "model" | "version" | "start" | "end"> | undefined;
  let onlyVdom: string | undefined;
  let complete = false;
  let written = false;
  for (let count = 0; count < LINES_LOOKED_AT && start < text.length; count++) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    const line = text.slice(start, Math.min(end, start + LONGEST_LINE)).trim();
    complete ||= line.startsWith("#config-version=");
    written ||= line.startsWith("#buildno=") || line.startsWith("#conf_file_ver=");
    found ??= versionLine(line, start, end);
    const vdom = /^#global_vdom=0:vd_name=([^/:\s]+)/.exec(line);
    if (vdom) onlyVdom = vdom[1];
    start = end + 1;
  }
  const place = found ?? { start: 0, end: Math.max(text.search(/[\r\n]|$/), 0) };
  return { ...place, complete, written: complete && written, ...(onlyVdom === undefined ? {} : { onlyVdom }) };
}

function versionLine(line: string, start: number, end: number) {
  const backup = /^#config-version=(.+?)[-\s]v?(\d+)\.(\d+)(?:\.(\d+))?\b/.exec(line);
  const shown = backup ?? /^#?\s*Version:\s*(\S+)\s+v(\d+)\.(\d+)\.(\d+)/.exec(line);
  if (!shown) return undefined;
  const [, model = "", major, minor, patch] = shown;
  const version = readVersion(major, minor, patch);
  return version ? { model, version, start, end } : undefined;
}

/** FortiOS 5.0 wrote its minor number as two digits (`5.00`) and no patch. */
function readVersion(major = "", minor = "", patch?: string): Version | undefined {
  return { major: Number(major), minor: Number(minor), patch: patch === undefined ? 0 : Number(patch) };
}

/** Whether the release is `major.minor.patch` or later. */
export function isAtLeast(version: Version, major: number, minor: number, patch: number): boolean {
  if (version.major !== major) return version.major > major;
  if (version.minor !== minor) return version.minor > minor;
  return version.patch >= patch;
}

export function formatVersion(version: Version): string {
  return `${version.major}.${version.minor}.${version.patch}`;
}
