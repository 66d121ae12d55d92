/** Why a pair of zones is not decided, in the user's words. */
import type { Device } from "../model/device.js";
import { EMPTY } from "../packets/diagram.js";
import type { Budget } from "./budget.js";
import { overBoth } from "./not-joined.js";
import { type SliceOutcome, segmentDoubts, type WideDoubt } from "./slice.js";
import type { Way } from "./way.js";
import type { WayOutcome } from "./way-outcome.js";
import type { PairWays } from "./ways.js";

/** Why a pair is not decided. */
export interface Reason {
  readonly text: string;
  readonly device?: Device;
  readonly at?: Device["at"];
  /** What says the same of all families: beside that one it says no more. */
  readonly generally?: string;
}

/**
 * The most important first: what makes the ways unknown, then doubts of devices, then those of rules. Of more than are told,
 * their number is the last.
 * @param apart why no way joins the zones, where none does.
 */
export function reasonsOf(
  ways: PairWays,
  outcomes: readonly WayOutcome[],
  apart: () => string,
  { from, to }: { readonly from: string; readonly to: string },
  { shown }: Budget,
): Reason[] {
  const unknown = ways.reasons.map(inFamily);
  if (ways.joint.length === 0) return [...unknown, inFamily(apart())];
  const shared = ways.sharedSegments.flatMap(({ device, interface: one }) => [
    {
      text: `${from} and ${to} share the segment of ${device.id} ${one.id}; packets there meet no given router`,
      device,
      at: one.at[0],
    },
    ...segmentDoubts(device, one).map(({ reason, at }) => ({ text: reason, device, at })),
  ]);
  const round = outcomes
    .filter(({ way, may }) => !way.direct && may !== EMPTY)
    .map(({ way }) => ({ text: `packets from ${from} may ${courseOf(way)} too; ${way.because}` }));
  const backup = outcomes
    .filter(({ way, may }) => way.direct && way.uncertain && may !== EMPTY)
    .map(({ way }) => ({
      text:
        way.unless === undefined
          ? `packets from ${from} may ${courseOf(way)}, if its routes are not what they seem or the better one is gone`
          : `packets from ${from} may ${courseOf(way)}, unless ${way.unless}`,
    }));
  const spread = outcomes
    .filter(({ way, may, must }) => way.dialled === "spread" && may !== EMPTY && must === EMPTY)
    .map(({ way }) => ({
      text: `packets from ${from} may ${courseOf(way)} to one of several servers or ports: which one gets them is in no file`,
    }));
  const all = unique([...shared, ...unknown, ...round, ...backup, ...doubtsOnWays(outcomes), ...spread]);
  if (all.length <= shown) return all;
  return [...all.slice(0, shown), { text: `${all.length - shown} more reasons like these keep it open` }];
}

/** What the devices on some ways are not certain of: doubts of devices first, then those of rules. */
export function doubtsOnWays(outcomes: readonly WayOutcome[]): Reason[] {
  // What lets nothing pass keeps nothing open.
  const hops = outcomes.filter(({ may }) => may !== EMPTY).flatMap((outcome) => outcome.hops);
  const refusing = outcomes.flatMap(({ refusals }) =>
    refusals.map(({ device, interface: one }) => ({
      text: `${device.id} refuses what comes in by ${one.id} from sources that no route of it leads back to over it`,
      device,
      at: one.at[0],
    })),
  );
  const wide = hops.flatMap((outcome) =>
    outcome.wideDoubts.map((doubt: WideDoubt) => ({ text: doubt.reason, device: outcome.device, at: doubt.at })),
  );
  return unique([...wide, ...refusing, ...hops.flatMap(ruleDoubts)]);
}

/** `cross fw-edge from port1 to port2, then core-1 from Vlan254 to Vlan101`. */
function courseOf({ hops, others }: Way): string {
  const parts = hops.map(({ device, scope }) => `${device.id} from ${scope.ingress} to ${scope.egress}`);
  const alike = others === undefined ? "" : ` (and ${others} more ways over interfaces like these)`;
  return `cross ${parts.join(", then ")}${alike}`;
}

/** Doubts of rules that are not exact in the slice. A rule that names none points at an object that cannot be read. */
function ruleDoubts(outcome: SliceOutcome): Reason[] {
  const { device } = outcome;
  const ids = new Set<string>();
  const nameless: Reason[] = [];
  for (const { resolved, lower, upper, serviceDoubts } of outcome.byFilter.flatMap(({ rules }) => rules)) {
    const { rule, source, destination } = resolved;
    if (lower === upper && rule.action !== "unknown") continue;
    const own = [...(rule.doubts ?? []).map(({ doubt }) => doubt), ...source.doubts, ...destination.doubts];
    const known = [...own, ...serviceDoubts];
    for (const doubt of known) ids.add(doubt);
    const text = `what rule ${rule.name ?? rule.id} ${rule.action === "unknown" ? "does" : "matches"} is not certain`;
    if (known.length === 0) nameless.push({ text, device, at: rule.at[0] });
  }
  const named = device.doubts
    .filter((doubt) => ids.has(doubt.id))
    .map((doubt) => ({ text: doubt.reason, device, at: doubt.at }));
  return [...named, ...nameless];
}

/** A reason of a pair in one family: of a gap over IPv6 with what says it of both, as one over IPv4 may be there as well. */
function inFamily(text: string): Reason {
  const generally = overBoth(text);
  return generally === text ? { text } : { text, generally };
}

function unique(reasons: readonly Reason[]): Reason[] {
  const seen = new Map<string, Reason>();
  for (const reason of reasons) {
    const key = `${reason.device?.id ?? ""} ${reason.text} ${reason.at?.line ?? ""}`;
    if (!seen.has(key)) seen.set(key, reason);
  }
  return [...seen.values()];
}
