/** `ipv6 nd prefix …`: networks that routers tell hosts on a segment to take addresses of (Cisco, IPv6 command reference). */
import type { HostNetwork, InterfaceAddress } from "../../../src/model/device.js";
import { prefix6, readIPv6 } from "../../../src/packets/address.js";
import type { CiscoLine } from "../tree.js";
import type { CiscoContext } from "./context.js";

/** A prefix that is advertised. */
export interface Advertised {
  readonly text: string;
  readonly network: bigint;
  readonly prefixLength: number;
  /** Whether it stays out of the routes of the router, as a connected network too that it has already. */
  readonly isOffLink: boolean;
  readonly line: CiscoLine;
}

interface Draft {
  advertised: readonly Advertised[];
  readonly addresses: readonly InterfaceAddress[];
}

/** What is no prefix: the ones of the interface's own addresses, and those that come with subscribers, whose addresses nobody wrote either. */
const OTHERS: ReadonlySet<string> = new Set(["default", "framed-ipv6-prefix"]);

/** Reads what stands behind `ipv6 nd prefix`. */
export function readAdvertised(draft: Draft, [text = "", ...words]: readonly string[], line: CiscoLine): boolean {
  if (OTHERS.has(text)) return true;
  const [address = "", length = ""] = text.split("/");
  const value = readIPv6(address);
  const prefixLength = /^\d{1,3}$/.test(length) ? Number(length) : 129;
  if (value === undefined || prefixLength > 128) return false;
  const network = prefix6(value, prefixLength).from;
  const others = draft.advertised.filter((one) => one.network !== network || one.prefixLength !== prefixLength);
  const isSilent = words.some((word) => word === "no-advertise" || word === "no-adv");
  const made = { text, network, prefixLength, isOffLink: words.includes("off-link"), line };
  draft.advertised = isSilent ? others : [...others, made];
  return true;
}

/** `no ipv6 nd prefix`: of the prefix that it names, or of all. */
export function removeAdvertised(draft: Draft, [text]: readonly string[]): boolean {
  draft.advertised = text === undefined ? [] : draft.advertised.filter((one) => one.text !== text);
  return true;
}

/** The networks of hosts beside those of an interface's own addresses: connected ones, unless they are said to be off the link. */
export function hostNetworks(id: string, draft: Draft, context: CiscoContext): HostNetwork[] {
  return draft.advertised
    .filter((one) => !isOwn(one, draft))
    .map(({ text, network, prefixLength, isOffLink, line }) => {
      const reason = `hosts on the segment of ${id} take addresses of ${text}, and the router has no route to them by itself`;
      const doubt = isOffLink ? context.doubt(reason, line, { scope: "match" }) : undefined;
      return { family: 6, network, prefixLength, ...(doubt === undefined ? {} : { doubt }), at: context.at(line) };
    });
}

/** The network of an own address that a statement takes out of the routes. */
export function takenOut(draft: Draft): Advertised | undefined {
  return draft.advertised.find((one) => one.isOffLink && isOwn(one, draft));
}

function isOwn({ network, prefixLength }: Advertised, { addresses }: Draft): boolean {
  return addresses.some(
    (own) =>
      typeof own.address === "bigint" &&
      own.prefixLength === prefixLength &&
      prefix6(own.address, prefixLength).from === network,
  );
}
