/** The words in which the lists of known statements are written: what a key or a section is, and why. */

/**
 * What a known key is, and its name: trees keep this one string, so that comparing keys is comparing pointers. `modelled`: `normalize/` reads it. `irrelevant`: changes nothing that is filtered, for the reason
 * given. `doubt`: known, but what it does to a packet cannot be told from the file.
 */
export type Treatment = { readonly name: string } & Effect;

type Effect =
  /** `values`: the only first values there are; left out: any. Another one is reported as not known. */
  | { readonly kind: "modelled"; readonly values?: ReadonlySet<string> }
  | { readonly kind: "irrelevant"; readonly why: string }
  /** `unless`: values with which the key does nothing. */
  | {
      readonly kind: "doubt";
      readonly why: string;
      readonly effect: "narrows" | "anything";
      readonly unless: ReadonlySet<string>;
    };

/**
 * A table or singleton. `modelled`: its keys are looked up one by one. `irrelevant`: all of it is, for the reason given.
 * `harmless`: not understood, cannot change what is filtered. `doubt`: its presence alone leaves something open.
 * `unknown`: not listed; taken as something that changes what is filtered.
 */
export interface Section {
  readonly kind: "modelled" | "irrelevant" | "harmless" | "doubt" | "unknown";
  readonly why?: string;
  /** Whether the tree keeps its contents, though its keys are not looked up: names of rows matter, or that there are any. */
  readonly kept: boolean;
  /** Of one that is kept: no packet depends on it, nor then on a line in it that begins with no verb. */
  readonly isApart?: true;
  readonly keys: ReadonlyMap<string, Treatment>;
  /** Irrelevant keys by how they begin, with the reason. */
  readonly prefixes: readonly (readonly [prefix: string, why: string])[];
  readonly sections: ReadonlyMap<string, Section>;
  /** Of one whose keys are not looked up: the first words of all tables in it and in these, where what is left open depends on some. */
  readonly tables?: ReadonlySet<string>;
}

/** Values that `show full-configuration` prints for options nobody uses. */
const SWITCHED_OFF: ReadonlySet<string> = new Set(["disable", "0", "0x00", "none", "no", ""]);

/** Keys that are switched on or off wherever they stand; a `status` of another kind is listed with its values. */
const SWITCHES = new Set(
  split(
    `status srcaddr-negate dstaddr-negate srcaddr6-negate dstaddr6-negate service-negate policy-expiry nat nat46 nat64 ippool match-vip
     match-vip-only inbound outbound internet-service internet-service-src internet-service6 internet-service6-src
     learning-mode permit-any-host permit-stun-host ha-mgmt-intf-only exclude proxy explicit-proxy portforward arp-reply
     central-nat asymroute asymroute6 asymroute-icmp asymroute6-icmp multicast-forward multicast-skip-policy tp-mc-skip-policy
     consolidated-firewall-mode implicit-allow-dns allow-traffic-redirect ipv6-allow-traffic-redirect admin-telnet secondary-IP
     explicit-web-proxy explicit-ftp-proxy vlanforward autoconf poweron-bypass poweroff-bypass blackhole ha-mgmt-status`,
  ),
);
const ON_OR_OFF: ReadonlySet<string> = new Set(["enable", "disable"]);

/** Keys that `normalize/` reads; names separated by blanks, as in all lists below. */
export function modelled(names: string): [string, Treatment][] {
  return split(names).map((name) => [
    name,
    { name, kind: "modelled", ...(SWITCHES.has(name) ? { values: ON_OR_OFF } : {}) },
  ]);
}

/** Keys that `normalize/` reads, whatever their values: elsewhere those of these names are switched on and off. */
export function modelledValues(names: string): [string, Treatment][] {
  return split(names).map((name) => [name, { name, kind: "modelled" }]);
}

/** A key that `normalize/` reads, and the only values it has. */
export function oneOf(name: string, values: string): [string, Treatment] {
  return [name, { name, kind: "modelled", values: new Set(split(values)) }];
}

/** Keys that are switched on or off. */
export function switches(names: string): [string, Treatment][] {
  return split(names).map((name) => [name, { name, kind: "modelled", values: ON_OR_OFF }]);
}

/** Whether a key may have this first value, and another one behind it; true where its values are not listed: it has one of these. */
export function isValue(treatment: Treatment, value: string, second: string | undefined): boolean {
  if (treatment.kind !== "modelled" || treatment.values === undefined) return true;
  return treatment.values.has(value) && (second === undefined || second.startsWith("#"));
}

export function irrelevant(why: string, names: string): [string, Treatment][] {
  return split(names).map((name) => [name, { name, kind: "irrelevant", why }]);
}

export function doubtful(effect: "narrows" | "anything", why: string, names: string): [string, Treatment][] {
  return split(names).map((name) => [name, { name, kind: "doubt", why, effect, unless: SWITCHED_OFF }]);
}

/** A modelled section of these keys and nested sections. */
export function section(
  keys: readonly [string, Treatment][],
  sections: readonly [string, Section][] = [],
  prefixes: Section["prefixes"] = [],
): Section {
  return { kind: "modelled", kept: true, keys: new Map(keys), prefixes, sections: new Map(sections) };
}

/** A section that is left out as a whole, with everything in it. */
export function wholeSection(kind: "irrelevant" | "harmless" | "doubt", why: string): Section {
  return { kind, why, kept: kind === "doubt", keys: new Map(), prefixes: [], sections: new Map() };
}

/**
 * An irrelevant section whose rows or settings `normalize/` still looks at.
 * @param names all keys and tables that it and the tables in it have, where what is left open depends on some of them: another one
 * is unknown.
 * @param values those of them with the only values they have.
 */
export function keptSection(why: string, names?: string, values: readonly [string, Treatment][] = []): Section {
  const keys = names === undefined ? [] : irrelevant(why, names);
  const section: Section = { ...wholeSection("irrelevant", why), kept: true, keys: new Map([...keys, ...values]) };
  return names === undefined ? section : withTables(section, names);
}

/** The section with all names of tables that stand in it: a config line of another name is unknown. */
export function withTables(section: Section, names: string): Section {
  return { ...section, tables: new Set(split(names)) };
}

/** A kept section that no packet depends on. */
export function sectionApart(why: string): Section {
  return { ...keptSection(why), isApart: true };
}

/** What a section is that no list holds. */
export const UNKNOWN_SECTION: Section = {
  kind: "unknown",
  kept: false,
  keys: new Map(),
  prefixes: [],
  sections: new Map(),
};

/** Names that are one string each for the engine as well, as property names are: comparing them is comparing pointers. */
function split(names: string): string[] {
  const unique: Record<string, true> = {};
  for (const name of names.trim().split(/\s+/)) unique[name] = true;
  return Object.keys(unique);
}
