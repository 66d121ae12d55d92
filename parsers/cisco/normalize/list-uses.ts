/** Which access lists something else than an interface names: lines, maps, translations, classes, protocols. */
import { type CiscoLine, wordsOf } from "../tree.js";

/** Statements that name one list, or several by their names: of a number only what stands at such a place is a list. */
const USES: readonly RegExp[] = [
  /\baccess-class (?:ipv[46] )?(\S+)/,
  /\bmatch ip(?:v6)? address (?!prefix-list\b)(.+)$/,
  /\bmatch (?:address|access-group(?: name)?) (\S+)/,
  /(?:^|\s)(?:java-)?list (\S+)/,
  /^snmp-server (?:community|group|file-transfer|tftp-server-list)\b.* (\S+)$/,
  /^snmp-server (?:community|group|user) .*\bipv6 (\S+)/,
  /^ntp access-group (?:ipv[46] )?\S+ (\S+)/,
  /\b(?:distribute|offset|filter|redirect|group)-list (\S+)/,
  /^ip (?:multicast boundary|directed-broadcast|verify unicast (?:reverse-path|source reachable-via (?:rx|any))(?: allow-\S+)*) (\d+)/,
  /^ip pim (?:vrf \S+ )?rp-address \S+ (\S+)/,
  /^(?:distance \d+ \S+ \S+|tftp-server \S+|mpls ldp advertise-labels for) (\d+)$/,
  /^rate-limit (?:in|out)put access-group (\d+)/,
  /^ip (?:pim|igmp|multicast|msdp|rtcp|nat)\b.* (?:list |access-group |group-list |accept-rp )(\S+)/,
  /\baccess-group common (\S+(?: \S+)?) (?:in|out)$/,
  /\b(?:acl|access-group|access-list) (?:name )?(\S+)(?: (?:in|out))?$/,
];

/** What every one of them has: nearly no line does. */
const MAY_USE =
  /access-|list|acl|match |^snmp-server |^ip (?:pim|igmp|multicast|msdp|rtcp|nat|directed|verify)\b|^(?:distance|tftp-server|mpls) /;

/**
 * Names of lists, as they are written, that something consults beside the filters of interfaces. Of a list with a name that is any
 * statement which writes it: more of them take lists than are known here.
 */
export function namedLists(
  roots: readonly CiscoLine[],
  lists: readonly { readonly name: string }[],
): ReadonlySet<string> {
  const named = lists.filter(({ name }) => !/^\d+$/.test(name));
  const names = new Set<string>(named.length === 0 ? [] : namedElsewhere(roots, named, usesNone));
  for (const root of roots) {
    if (!/^(?:no )?(?:ip |ipv6 )?access-list /.test(root.text)) addNames(root, names);
  }
  return names;
}

function usesNone({ text }: CiscoLine): boolean {
  return /^(?:no )?(?:(?:ip |ipv6 )?access-list|object-group|description|remark|banner|hostname)\b/.test(text);
}

function addNames({ text, children }: CiscoLine, names: Set<string>): void {
  if (MAY_USE.test(text)) {
    for (const use of USES) {
      const found = use.exec(text)?.[1];
      if (found === undefined) continue;
      for (const name of found.split(" ")) names.add(name);
    }
  }
  for (const child of children) addNames(child, names);
}

/**
 * The names of some lists that other statements write, whichever: a tunnel, a filter of a policy, a class, a line of terminals.
 * @param skips statements, with all below them, that use no list because they name it.
 */
export function namedElsewhere(
  roots: readonly CiscoLine[],
  lists: readonly { readonly name: string }[],
  skips: (line: CiscoLine) => boolean,
): ReadonlySet<string> {
  const names = new Set(lists.map(({ name }) => name));
  const found = new Set<string>();
  const look = (line: CiscoLine): void => {
    if (skips(line)) return;
    for (const word of wordsOf(line)) if (names.has(word)) found.add(word);
    line.children.forEach(look);
  };
  roots.forEach(look);
  return found;
}
