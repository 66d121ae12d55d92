/** Decisions of a run in words, for who asks how an answer came about (`--verbose`). */
import type { CatalogueEntry } from "../judge/finding.js";
import type { Profile } from "../judge/profile.js";
import type { PolicySettings } from "../judge/settings.js";
import type { Device, Interface } from "../model/device.js";
import { formatRange } from "../packets/address.js";
import { type Intervals, pairsOf } from "../packets/intervals.js";
import { count } from "../report/summary.js";
import type { Attachment } from "../resolve/attachments.js";
import type { Plant } from "../resolve/plant.js";
import type { CheckSettings } from "../zones/map.js";
import type { Tally } from "./cache.js";

/** Every interface with an address or a zone, and why it leads to which zones; what is missing, and what does not fit. */
export function zonesText({ devices, attachments, map, missing }: Plant): string[] {
  const lacking = missing.map((what) => `missing, so that nothing is proved: ${what}`);
  if (map === undefined) return [...lacking, "no zones: devices are judged by themselves"];
  const bound = new Set(
    map.zones.flatMap(({ interfaces }) => interfaces.map((one) => `${one.device}/${one.interface}`)),
  );
  const lines = devices.flatMap(({ device }) => {
    const asked = device.interfaces.filter(({ kind, addresses }) => kind !== "switched" || addresses.length > 0);
    const off = asked.filter(({ enabled }) => !enabled).map(({ id }) => id);
    const on = asked.filter(({ enabled }) => enabled);
    const told = on.map((one) => {
      const own = attachments.filter((other) => other.device === device && other.interface === one);
      const how = bound.has(`${device.id}/${one.id}`) ? " (the map names the interface)" : "";
      const where = own.length === 0 ? withoutZone(one) : own.map(attachmentText).join("; ");
      return `${interfaceText(device, one)}${how}: ${where}`;
    });
    return [...told, ...(off.length === 0 ? [] : [`${device.id}: switched off, so in no zone: ${off.join(", ")}`])];
  });
  return [...lacking, ...lines];
}

function interfaceText(device: Device, { id, addresses }: Interface): string {
  const shown = addresses.map(({ address, prefixLength }) => `${formatRange(address, address)}/${prefixLength}`);
  return [`${device.id}/${id}`, ...shown].join(" ");
}

function withoutZone({ kind, addresses, addressDoubt }: Interface): string {
  if (kind !== "routed" && kind !== "tunnel") return `no zone: hosts do not lie on an interface of the kind ${kind}`;
  if (addressDoubt !== undefined) return "no zone: its address is given by somebody else";
  return addresses.length === 0 ? "no zone: it has no address" : "no zone: no address of one lies on it or behind it";
}

function attachmentText(attachment: Attachment): string {
  const on = [4, 6].flatMap((family) => networksOf(attachment.onSegment[family as 4 | 6]));
  const behind = [4, 6].flatMap((family) => networksOf(attachment[family as 4 | 6])).filter((one) => !on.includes(one));
  const places = [
    ...(on.length === 0 ? [] : [`${listed(on)} on its segment`]),
    ...(behind.length === 0 ? [] : [`${listed(behind)} where its routes lead`]),
    ...(attachment.backup ? ["only while a better route is gone"] : []),
    ...attachment.doubts.map((doubt) => `not sure: ${doubt}`),
  ];
  return `${attachment.zone} (${places.join(", ")})`;
}

const SHOWN_NETWORKS = 4;

function listed(networks: readonly string[]): string {
  const more = networks.length - SHOWN_NETWORKS;
  return `${networks.slice(0, SHOWN_NETWORKS).join(" ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function networksOf(set: Intervals<number | bigint>): string[] {
  return pairsOf(set).map(([from, to]) => formatRange(from, to));
}

/** What judges, and what was said of the checks, the weightiest first. */
export interface Judging {
  readonly catalogue: readonly CatalogueEntry[];
  readonly settings: PolicySettings;
  readonly profile: Profile;
  readonly asked: string | undefined;
  readonly map: CheckSettings | undefined;
  readonly usual: CheckSettings | undefined;
}

/** What judges, and which checks of it are asked. */
export function judgingText(judging: Judging): string[] {
  const { catalogue, profile } = judging;
  const { own, tuned } = judging.settings;
  return [
    own === undefined
      ? `the shipped policies judge: ${count(catalogue.length, "check")}`
      : `own policies of ${own.label} judge beside the shipped ones: ${own.checks.join(", ")}` +
        `${own.overrides.length === 0 ? "" : `; in place of shipped ones: ${own.overrides.join(", ")}`}`,
    ...tuned.map(({ check, name, value, usual }) => {
      return `${name} of ${check} is ${JSON.stringify(value)}, by itself ${JSON.stringify(usual)}`;
    }),
    `the profile is ${profile.id}: ${whoSaidProfile(judging)}`,
    ...profile.disabled.map(({ check, reason }) => `${check} is not asked: ${reason}`),
    ...profile.severities.map(({ check, severity, usual }) => `${check} counts as ${severity}, by itself ${usual}`),
  ];
}

function whoSaidProfile({ asked, map, usual }: Judging): string {
  if (asked !== undefined) return "it was asked for";
  if (map?.profile !== undefined) return "the map says so";
  return usual?.profile === undefined ? "the usual one" : "the configuration file says so";
}

/** How much of a run was found out before. */
export function cacheText(folder: string, { recalled, made }: Tally): string {
  return `cache ${folder}: ${recalled} answers of earlier runs still hold and were taken, ${made} were found out anew`;
}
