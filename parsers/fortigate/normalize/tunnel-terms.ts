/** What both ends of an IPsec tunnel have to agree on before anything passes (reference/fortios.md 4.1). */
import type { TunnelEnds } from "../../../src/model/device.js";
import { formatRange } from "../../../src/packets/address.js";
import { type Block, isEnabled, settingOf, textOf, valuesOf } from "../tree.js";
import { readNetwork4 } from "./address-text.js";

type Terms = NonNullable<TunnelEnds["terms"]>;

/** Where an end is and where its far end is, as texts; left out: not in the file. */
export interface Places {
  readonly own?: string | undefined;
  readonly far?: string | undefined;
}

/** Of a row of phase 1 with its rows of phase 2; defaults that differ from release to release are left out. */
export function termsOf(phase1: Block, phase2: readonly Block[], { own, far }: Places): Terms {
  const selectors = phase2.map(selectorOf);
  const isRead = selectors.length > 0 && selectors.every((one) => one !== undefined);
  const proposals = phase2.map((row) => valuesOf(row, "proposal"));
  const version = textOf(phase1, "ike-version") ?? "1";
  const method = textOf(phase1, "authmethod") ?? "psk";
  const all: Readonly<Record<string, readonly string[]>> = {
    "version of IKE": [version],
    // Version 2 lets each end prove itself in its own way.
    ...(version === "1" ? { mode: [textOf(phase1, "mode") ?? "main"], authentication: [method] } : {}),
    // Of two ends that wait for the other one none begins: each names another.
    "end that begins": far !== undefined && isEnabled(phase1, "passive-mode") ? [far] : [],
    ...(far === undefined ? {} : { [`identity of ${far}`]: askedOf(phase1) }),
    ...(own === undefined ? {} : { [`identity of ${own}`]: shownBy(phase1, method, own) }),
    "proposals of phase 1": valuesOf(phase1, "proposal"),
    "groups of phase 1": valuesOf(phase1, "dhgrp"),
    "proposals of phase 2": proposals.every((own) => own.length > 0) ? proposals.flat() : [],
    // Each of them is a tunnel of its own: one that the other end lacks carries nothing.
    selectors: isRead ? [[...new Set(selectors)].sort().join(", ")] : [],
  };
  return Object.fromEntries(Object.entries(all).filter(([, values]) => values.length > 0));
}

/** The name that an end asks of its far end (Fortinet, CLI reference, vpn ipsec phase1-interface: `peertype`, `peerid`). */
function askedOf(phase1: Block): readonly string[] {
  return textOf(phase1, "peertype") === "one" ? valuesOf(phase1, "peerid") : [];
}

/** The name that it goes by itself: a written one, or with a shared key its address; that of a certificate is not read. */
function shownBy(phase1: Block, method: string, own: string): readonly string[] {
  const written = valuesOf(phase1, "localid").filter((name) => name !== "");
  return written.length > 0 || method !== "psk" ? written : [own];
}

/** The same text for what the other end writes the other way round; `undefined` where it is not of plain subnets. */
function selectorOf(row: Block): string | undefined {
  const sides = (["src", "dst"] as const).map((end) => {
    const network = subnetOf(row, end);
    return network && `${network} port ${textOf(row, `${end}-port`) ?? "0"}`;
  });
  if (sides.some((one) => one === undefined)) return undefined;
  return `${sides.sort().join(" and ")} protocol ${textOf(row, "protocol") ?? "0"}`;
}

function subnetOf(row: Block, end: "src" | "dst"): string | undefined {
  if ((textOf(row, `${end}-addr-type`) ?? "subnet") !== "subnet") return undefined;
  const setting = settingOf(row, `${end}-subnet`);
  const prefix = readNetwork4(setting === undefined ? ["0.0.0.0", "0.0.0.0"] : setting.values);
  if (prefix === undefined) return undefined;
  const from = (prefix.address & prefix.mask) >>> 0;
  return formatRange(from, (from | ~prefix.mask) >>> 0);
}
