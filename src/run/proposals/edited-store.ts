/** Inputs that were read once, for several runs: as they are, or with the text of one of them changed. */
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { Diagnostics } from "../../diagnostics/diagnostic.js";
import { type ReadOutcome, readPath } from "../../read/read-file.js";
import { type InputSet, readInputs } from "../../read/read-inputs.js";
import type { SourceFile } from "../../source/source-file.js";
import type { InputStore } from "../load-plant.js";

/** Texts in place of those that were read, by path. */
export type Edits = ReadonlyMap<string, string>;

/** Reads everything once, standard input too. Hashes stay those of what was read: an edit is no other export. */
export class EditedStore {
  private set: { readonly inputs: InputSet; readonly said: readonly Diagnostic[] } | undefined;
  private readonly paths = new Map<string, ReadOutcome>();
  private readonly edited = new Map<string, SourceFile>();

  constructor(private readonly base: InputStore = { readInputs, readPath }) {}

  with(edits: Edits = new Map()): InputStore {
    return {
      readInputs: async (request, diagnostics) => {
        this.set ??= await this.read(request);
        diagnostics.addAll(this.set.said);
        const { inputs } = this.set;
        return {
          ...inputs,
          files: inputs.files.map((input) => {
            const text = edits.get(input.file.path);
            return text === undefined ? input : { ...input, file: this.edit(input.file, text) };
          }),
        };
      },
      readPath: async (path) => {
        const outcome = this.paths.get(path) ?? (await this.base.readPath(path));
        this.paths.set(path, outcome);
        return outcome;
      },
    };
  }

  /** The same file for the same text: it is parsed once. */
  private edit(file: SourceFile, text: string): SourceFile {
    const key = `${file.path}\n${text}`;
    const edited = this.edited.get(key) ?? { ...file, text };
    this.edited.set(key, edited);
    return edited;
  }

  private async read(request: Parameters<InputStore["readInputs"]>[0]) {
    const diagnostics = new Diagnostics();
    const inputs = await this.base.readInputs(request, diagnostics);
    return { inputs, said: diagnostics.all() };
  }
}
