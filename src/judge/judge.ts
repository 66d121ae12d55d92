/** Judges the facts: every slice goes through the policies once, what they say becomes findings. */
import type { DeviceFacts } from "../facts/device.js";
import type { MapFacts, MapTogether } from "../facts/map.js";
import type { PairFacts } from "../facts/pair.js";
import { type Ask, askedOf, type Bundle, type Slice } from "./bundle.js";
import { applyExceptions } from "./exceptions.js";
import type { CatalogueEntry, Finding, NotAssessed } from "./finding.js";
import { distinguish } from "./fingerprint.js";
import { deviceInput, type Handed, Kinds, type Members, mapInput, pairInput } from "./input.js";
import { everyMember } from "./members.js";
import { inOrder } from "./order.js";
import { PolicyFailure } from "./policy-failure.js";
import { applyProfile, EVERY_CHECK, type Profile, withDisabled } from "./profile.js";
import { readSaid, readServices, type Said } from "./said.js";
import type { SecondThread } from "./second-thread.js";
import { type BareFinding, firstLine, optional, type Subject, toFinding, withEntry } from "./to-finding.js";

/** What the policies say of one slice, without the words that all findings of a check have in common. */
export interface Judged {
  readonly findings: readonly BareFinding[];
  readonly notAssessed: readonly NotAssessed[];
}

export interface Judgement {
  /** Worst first (order.ts). */
  readonly findings: Finding[];
  readonly notAssessed: NotAssessed[];
  readonly catalogue: readonly CatalogueEntry[];
}

/**
 * The policies over one slice after the other. Slices are small on purpose (design 7): memory stays bounded by the largest
 * of them, and what was said of one can be kept without the others.
 */
export class Judge {
  private readonly entries: ReadonlyMap<string, CatalogueEntry>;
  private readonly kinds = new Kinds((protocols) => readServices(this.ask("services", encoded({ protocols }))));
  private readonly ask: Ask;

  /** @param thread has the same policies; left out: all is asked here. */
  constructor(
    private readonly bundle: Bundle,
    private readonly thread?: SecondThread,
  ) {
    this.entries = new Map(bundle.catalogue.map((entry) => [entry.id, entry]));
    this.ask = askedOf(bundle);
  }

  /**
   * What the policies say of a pair: the thread is asked now, and waited for when that is wanted.
   * @throws Error when a policy breaks or gives something that is no finding, now or then.
   */
  pair(pair: PairFacts, map: MapFacts | undefined): () => Judged {
    return this.slice("pair", pairInput(pair, this.kinds), pairSubject(pair, map));
  }

  /** As `pair`, of a device. */
  device(device: DeviceFacts): () => Judged {
    return this.slice("device", deviceInput(device, this.kinds), deviceSubject(device));
  }

  /** What they say of the map, at once. @throws Error as `pair`. */
  map(map: MapTogether): Judged {
    const { input, members } = mapInput(map);
    return this.judged(this.ask("map", encoded(input)), members, { shown: map, slTarget: undefined });
  }

  /** Everything that was said, with the exceptions of the map, if there is one. */
  conclude(all: readonly Judged[], map: MapFacts | undefined, profile: Profile = EVERY_CHECK): Judgement {
    const { catalogue } = this.bundle;
    const found = all.flatMap((one) => one.findings.map((bare) => withEntry(bare, this.entryOf(bare.check))));
    const findings = applyExceptions(applyProfile(found, profile), map?.exceptions ?? []);
    return {
      findings: distinguish(inOrder(findings)),
      notAssessed: withDisabled(
        [...(map === undefined ? needingMap(catalogue) : []), ...onceEach(all.flatMap((one) => one.notAssessed))],
        profile,
      ),
      catalogue,
    };
  }

  private slice(slice: Slice, { input, members }: Handed<unknown>, subject: Subject): () => Judged {
    const json = encoded(input);
    if (this.thread === undefined) {
      const judged = this.judged(this.ask(slice, json), members, subject);
      return () => judged;
    }
    const answer = this.thread.ask(slice, json);
    return () => this.judged(answer() ?? this.ask(slice, json), members, subject);
  }

  private judged(answer: unknown, members: Members, subject: Subject): Judged {
    const said = readSaid(answer);
    return {
      findings: said.findings.flatMap((one) => this.found(one, members, subject)),
      notAssessed: said.notAssessed.map(({ check, notAssessed, device }) => ({
        check,
        ...optional("device", subject.device ?? device),
        reason: notAssessed,
      })),
    };
  }

  /** @throws PolicyFailure when a check that is not ours points at what is not there. */
  private found(said: Said, members: Members, subject: Subject): BareFinding[] {
    const entry = this.entryOf(said.check);
    try {
      return everyMember(said, members).map((each) => toFinding(each, entry, subject));
    } catch (error) {
      const { own } = this.bundle;
      if (own === undefined || !own.checks.has(said.check) || !(error instanceof Error)) throw error;
      throw new PolicyFailure(`the check ${said.check} of ${own.label} cannot be used: ${error.message}`);
    }
  }

  private entryOf(check: string): CatalogueEntry {
    const entry = this.entries.get(check);
    if (entry === undefined)
      throw new Error(`the catalogue does not know the check ${check}: run \`npm run generate\``);
    return entry;
  }
}

function pairSubject(pair: PairFacts, map: MapFacts | undefined): Subject {
  const declared = map?.zones.find(({ id }) => id === pair.from.id) ?? map?.zones.find(({ id }) => id === pair.to.id);
  const { sl_target: slTarget, sl_undeclared: undeclared } = pair;
  return {
    shown: pair,
    slTarget,
    ...optional("slUndeclared", undeclared),
    pair,
    ...optional("place", declared?.location),
  };
}

function deviceSubject(device: DeviceFacts): Subject {
  const slTarget = device.has_map ? device.sl_target : undefined;
  const undeclared = optional("slUndeclared", device.sl_undeclared);
  return { shown: device, slTarget, ...undeclared, device: device.id, place: firstLine(device.file) };
}

/** The input as JSON bytes of its own: what the bundle takes as it is. */
function encoded(input: unknown): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = new TextEncoder().encode(JSON.stringify(input));
  return byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
}

/** What is said of a device pair by pair is said once. */
function onceEach(notAssessed: readonly NotAssessed[]): NotAssessed[] {
  const found = new Map(notAssessed.map((one) => [JSON.stringify([one.check, one.device, one.reason]), one]));
  return [...found.values()];
}

/** Checks that had nothing to look at for want of a map. */
function needingMap(catalogue: readonly CatalogueEntry[]): NotAssessed[] {
  return catalogue
    .filter(({ needsMap }) => needsMap)
    .map(({ id }) => ({ check: id, reason: "needs a map of the zones and conduits (zones.yaml)" }));
}
