/** A rule for fewer packets: one rule has one source, one destination and one range of ports, so it may become several. */
import type { Change, ChangedText, Traffic, TrafficService } from "../../src/model/change.js";
import { formatIPv4 } from "../../src/packets/address.js";
import { DOMAIN4, type Intervals, pairsOf, prefixesOf } from "../../src/packets/intervals.js";
import { ElementEdit, withText } from "./rewrite-element.js";
import { child, type Element, has, textOf } from "./tree.js";

/** More rules are no short change: an alias is better then, and its name is the plant's to give. */
const MOST_RULES = 6;
const PROTOCOLS: Readonly<Record<number, string>> = { 6: "tcp", 17: "udp" };

interface Asked {
  /** Whether it is a rule of the new model of OPNsense (reference/pfsense.md B3). */
  readonly isModern: boolean;
  readonly change: Extract<Change, { kind: "narrow-rule" }>;
  /** The element that logs. */
  readonly log: string;
}

/** `undefined` as an address: any. */
interface Row {
  readonly source: string | undefined;
  readonly destination: string | undefined;
  readonly service: TrafficService;
}

/** @returns undefined where that takes too many rules, or the rule says something that would be lost. */
export function narrowedRules(edit: ElementEdit, { isModern, change, log }: Asked): ChangedText | undefined {
  const { element } = edit.found;
  const rows = change.to.map(rowsOf);
  const all = rows.flatMap((some) => some ?? []);
  if (rows.includes(undefined) || all.length === 0 || all.length > MOST_RULES || saysMore(element)) return undefined;
  const rules = all.map((row, index) => {
    const one = new ElementEdit(edit.text, edit.found);
    if (isModern) writeModern(one, row);
    else write(one, row);
    if (change.log) one.set("log", log);
    // A number belongs to one rule: the firewall gives the others their own.
    if (index > 0) for (const name of ["tracker", "id"]) if (has(element, name)) one.set(name, undefined);
    return one;
  });
  const [first, ...others] = rules;
  return others.length === 0 ? first?.finish() : edit.become(...rules.map(({ result }) => result));
}

/** Source ports, and ends that are negated. */
function saysMore(rule: Element): boolean {
  const source = child(rule, "source");
  const modern = ["source_not", "destination_not"].some((name) => textOf(rule, name) === "1");
  const written = has(source, "port") || has(source, "not") || has(child(rule, "destination"), "not");
  return modern || written || textOf(rule, "source_port") !== "";
}

function rowsOf({ sources, destinations, services }: Traffic): Row[] | undefined {
  const from = addressesOf(sources);
  const to = addressesOf(destinations);
  const known = services.every(
    ({ protocol, icmpType }) => icmpType === undefined && (protocol === undefined || PROTOCOLS[protocol] !== undefined),
  );
  if (from === undefined || to === undefined || !known) return undefined;
  return from.flatMap((source) =>
    to.flatMap((destination) => services.map((service) => ({ source, destination, service }))),
  );
}

function addressesOf(set: Intervals<number>): (string | undefined)[] | undefined {
  const found: (string | undefined)[] = [];
  for (const [from, to] of pairsOf(set)) {
    if (from === DOMAIN4.min && to === DOMAIN4.max) return [undefined];
    const prefixes = prefixesOf(from, to, 32, MOST_RULES);
    if (prefixes === undefined) return undefined;
    for (const [first, length] of prefixes) {
      found.push(`${formatIPv4(Number(first))}${length === 32 ? "" : `/${length}`}`);
    }
  }
  return found;
}

function write(rule: ElementEdit, { source, destination, service }: Row): void {
  const { protocol } = service;
  const ports = portText(service);
  const end = (name: string, address: string | undefined, behind: string) =>
    rule.set(
      name,
      withText(name, (address === undefined ? withText("any", "") : withText("address", address)) + behind),
    );
  rule.set("protocol", protocol === undefined ? undefined : withText("protocol", PROTOCOLS[protocol] ?? ""));
  end("source", source, "");
  end("destination", destination, ports === "" ? "" : withText("port", ports));
}

function writeModern(rule: ElementEdit, { source, destination, service }: Row): void {
  const { protocol } = service;
  rule.set(
    "protocol",
    withText("protocol", protocol === undefined ? "any" : (PROTOCOLS[protocol] ?? "").toUpperCase()),
  );
  rule.set("source_net", withText("source_net", source ?? "any"));
  rule.set("destination_net", withText("destination_net", destination ?? "any"));
  rule.set("destination_port", withText("destination_port", portText(service)));
}

function portText({ ports }: TrafficService): string {
  if (ports === undefined) return "";
  return ports.from === ports.to ? `${ports.from}` : `${ports.from}-${ports.to}`;
}
