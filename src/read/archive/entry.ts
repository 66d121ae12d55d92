/** Entries of archives: what each is by its name and kind, before a byte of it is read. */

/** As an archive lists it. */
export interface RawEntry {
  /** With `/` between its parts; a folder may end with one. */
  readonly name: string;
  readonly kind: "file" | "folder" | "link" | "other";
  /** Of a link: where it leads. A hard link says so from the top, a symbolic one from the folder that it lies in. */
  readonly target?: string;
  /** Bytes of a file. @throws ArchiveProblem for this entry; other errors are those of the library. */
  readonly read: () => Promise<Uint8Array>;
}

/** What becomes of an entry. `skipped` stands for what no folder would give either; `refused` for what is then missing. */
export type Fate =
  | { readonly kind: "read" | "folder" }
  | { readonly kind: "skipped"; readonly why: string }
  | { readonly kind: "refused"; readonly why: string };

/** Names that Windows gives to devices, with any extension. */
const DEVICE_NAME = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** Hidden files and packages of other tools, as in folders. */
const NOT_LOOKED_INTO = /^(?:\.(?!\.?$).*|node_modules|__MACOSX)$/;

/** Tells the fate of every entry of a list, in its order. */
export function fatesOf(entries: readonly RawEntry[]): Fate[] {
  const named = new Map<string, RawEntry[]>();
  for (const entry of entries) {
    if (entry.kind === "folder") continue;
    const name = foldedName(entry.name);
    const same = named.get(name);
    if (same === undefined) named.set(name, [entry]);
    else same.push(entry);
  }
  return entries.map((entry) => fateOf(entry, named));
}

function fateOf(entry: RawEntry, named: ReadonlyMap<string, readonly RawEntry[]>): Fate {
  const wrong = wrongName(entry.name);
  if (wrong !== undefined) return { kind: "refused", why: wrong };
  const parts = partsOf(entry.name);
  if (parts.some((part) => NOT_LOOKED_INTO.test(part))) return { kind: "skipped", why: "not looked into" };
  if (entry.kind === "folder") return { kind: "folder" };
  if ((named.get(foldedName(entry.name))?.length ?? 0) > 1) {
    return { kind: "refused", why: "the archive has another entry of this name (upper and lower case are the same)" };
  }
  if (entry.kind === "other") return { kind: "refused", why: "it is neither a file nor a folder" };
  return entry.kind === "link" ? linkFate(entry, named) : { kind: "read" };
}

/** What a link leads to is read by its own name where the archive has it. */
function linkFate({ name, target = "" }: RawEntry, named: ReadonlyMap<string, readonly RawEntry[]>): Fate {
  const folder = partsOf(name).slice(0, -1);
  const places = [target, [...folder, target].join("/")].map((place) => foldedName(withoutDots(place)));
  const found = places.some((place) => named.get(place)?.some(({ kind }) => kind === "file"));
  return found
    ? { kind: "skipped", why: "a link to another entry" }
    : { kind: "refused", why: "it is a link to what the archive does not have" };
}

/** Why no file may be called so; archives that are made to be unpacked over other files have such names. */
function wrongName(name: string): string | undefined {
  if (name.trim() === "") return "it has no name";
  if (/^(?:\/|[A-Za-z]:)/.test(name)) return "its name is an absolute path";
  const parts = partsOf(name);
  if (parts.includes("..")) return "its name leads out of the archive";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(name)) return "its name has control characters";
  if (name.includes("!/")) return "its name looks like that of an archive";
  return parts.some((part) => DEVICE_NAME.test(part)) ? "its name is that of a device" : undefined;
}

/** `./` in front, as tar writes it, says nothing. */
export function plainName(name: string): string {
  return partsOf(name).join("/");
}

function partsOf(name: string): string[] {
  return name.split("/").filter((part) => part !== "" && part !== ".");
}

/** Names that are one on systems that know no case; composed and decomposed letters are one there too. */
function foldedName(name: string): string {
  return plainName(name).normalize("NFC").toLowerCase();
}

function withoutDots(path: string): string {
  const parts: string[] = [];
  for (const part of partsOf(path)) {
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}
