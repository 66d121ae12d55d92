/** How much of a draft is left to a person, for the closing note. */
import type { Draft } from "./write-draft.js";

export interface DraftCounts {
  readonly zones: number;
  readonly networks: number;
  readonly hosts: number;
  readonly conduits: number;
  readonly flows: number;
  /** Kinds that nothing tells, or that several fit. */
  readonly openKinds: number;
  /** Levels and security level targets, which are guessed by the kind. */
  readonly levels: number;
  /** Zones that nobody named. */
  readonly unnamed: number;
  /** Zones that may have to be merged or parted, and groups that nothing is filtered between. */
  readonly merges: number;
  /** Zones that exchange packets with addresses of no zone. */
  readonly openToUnmapped: number;
  /** Flows of which it is not known whether they pass. */
  readonly unsureFlows: number;
  /** Flows that are wide: any service, or written wider than what passes. */
  readonly wideFlows: number;
}

export function countDraft({ zones, hosts, conduits, unmapped }: Draft): DraftCounts {
  const flows = conduits.flatMap((conduit) => conduit.flows);
  return {
    zones: zones.length,
    networks: zones.reduce((sum, { networks }) => sum + networks.length, 0),
    hosts: hosts.size,
    conduits: conduits.length,
    flows: flows.length,
    openKinds: zones.filter(({ kindRemark }) => kindRemark.isOpen).length,
    levels: zones.filter(({ level, slTarget }) => level !== undefined || slTarget !== undefined).length,
    unnamed: zones.filter(({ nameRemark }) => nameRemark !== undefined).length,
    merges:
      zones.filter(({ mergeRemark }) => mergeRemark?.isOpen).length +
      conduits.filter(({ isUnfiltered }) => isUnfiltered).length,
    openToUnmapped: unmapped.length,
    unsureFlows: flows.filter(({ doubt }) => doubt !== undefined).length,
    wideFlows: flows.filter(({ isRounded, services }) => isRounded || services[0] === "any").length,
  };
}
