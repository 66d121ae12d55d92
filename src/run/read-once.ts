/** Inputs that were parsed once, for several runs that differ in the text of few: what was said of them is said again. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../source/source-file.js";

interface Kept {
  readonly value: unknown;
  readonly said: readonly Diagnostic[];
}

/** Only for runs with the same options. What comes out is shared, and nobody changes it. */
export class ReadOnce {
  private readonly known = new WeakMap<SourceFile, Map<string, Kept>>();

  /**
   * What `read` makes of a file, made once for each file in memory.
   * @param as what else it depends on; no two readers share one.
   */
  async of<T>(
    file: SourceFile,
    as: string,
    diagnostics: Diagnostics,
    read: (diagnostics: Diagnostics) => Promise<T>,
  ): Promise<T> {
    const ofFile = this.known.get(file) ?? new Map<string, Kept>();
    this.known.set(file, ofFile);
    let kept = ofFile.get(as);
    if (kept === undefined) {
      const own = new Diagnostics();
      kept = { value: await read(own), said: own.all() };
      ofFile.set(as, kept);
    }
    diagnostics.addAll(kept.said);
    // Under this word lies what this reader made: the types are those of `read`.
    return kept.value as T;
  }
}
