/** The contract of a vendor: everything the stages know of it. */
import type { Diagnostics } from "../src/diagnostics/diagnostic.js";
import type { Change, ChangedText } from "../src/model/change.js";
import type { Device, VendorId } from "../src/model/device.js";
import type { LineAccount } from "../src/source/line-account.js";
import type { SourceFile } from "../src/source/source-file.js";

/** How sure a vendor is that a text is its own. */
export interface Detection {
  /** `fortios`, `ios`, `nxos`, `asa`, `iosxr`, `pfsense`, `opnsense`. */
  readonly platform: string;
  /** 0 to 1: 1 for a header that nothing else writes, 0.5 for statements that fit. The highest of all vendors wins. */
  readonly confidence: number;
  /** What it was recognised by, for people: `line 1 is "#config-version=FGT"`. */
  readonly reasons: readonly string[];
}

/** What a configuration export became. */
export interface ParsedFile {
  /** Usually one. None when the text turned out to hold no device; that is then an error diagnostic. */
  readonly devices: readonly Device[];
  readonly account: LineAccount;
}

/** What a run was told beside the files. */
export interface ParseOptions {
  /** The time for which rules that hold at times are read (`source/wall-clock`); left out: they may hold or not. */
  readonly asOfMinutes?: number;
}

export interface Vendor {
  readonly id: VendorId;
  /** For people: "FortiGate (FortiOS)". */
  readonly name: string;
  /** Looks at the text; `undefined` when it is not ours. Must be fast (looks at the start and a few patterns) and never throw. */
  readonly detect: (file: SourceFile) => Detection | undefined;
  /**
   * Parses and normalizes one file. Tolerant: what is not understood is reported to `diagnostics`, listed in
   * `Device.unparsed`, and where it could change what is filtered covered by a doubt. Never throws on any text.
   */
  readonly parse: (
    file: SourceFile,
    detection: Detection,
    diagnostics: Diagnostics,
    options?: ParseOptions,
  ) => ParsedFile;
  /**
   * Writes a change in the vendor's own syntax. What it means is not taken on trust: whoever shows it has parsed and analysed
   * the text that comes out.
   * @returns undefined where it cannot be said in a few lines that surely mean it.
   */
  readonly rewrite: (file: SourceFile, platform: string, change: Change) => ChangedText | undefined;
}
