/** VLANs whose packets a port carries by more than its `switchport` statements. */
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { InterfaceDraft } from "../interface-draft.js";
import { interfaceName } from "../interface-name.js";
import { type Svis, vlansOf } from "../switchport.js";
import { standingOf } from "../taken-back.js";
import { type Ranges, rangesIn } from "../vlans.js";
import { routedOf, serviceInstances } from "./service-instances.js";

/** What of a file puts stations into VLANs as they log in. */
export interface Logins {
  /** `aaa authorization network`: a server says which VLAN a station is in. */
  readonly hasServer: boolean;
  /** `macro auto global processing`: a port is set anew by what is connected to it (Auto Smartports). */
  readonly setsPorts: boolean;
  /** The VLANs of service templates. */
  readonly offered: Ranges;
  /** What ports take by `source template`. */
  readonly templates: ReadonlyMap<string, readonly CiscoLine[]>;
}

/** @returns undefined where no port asks stations to log in: most files. */
export function readLogins(
  roots: readonly CiscoLine[],
  templates: Logins["templates"],
  text: string,
): Logins | undefined {
  if (!ASKS.test(text)) return undefined;
  const servers = beginning(roots, "aaa", "default").filter(({ text }) => SERVER.test(text));
  const offered = beginning(roots, "service-template").flatMap(({ children }) =>
    children.flatMap((line) => rangesIn(/^(?:access |voice )?vlan (\S+)$/.exec(line.text)?.[1] ?? "") ?? []),
  );
  const macro = beginning(roots, "macro").findLast((line) => /^(?:no )?macro auto global processing\b/.test(line.text));
  const isOn = (line: CiscoLine | undefined) => line !== undefined && !line.text.startsWith("no ");
  return { hasServer: standingOf(servers).length > 0, setsPorts: isOn(macro), offered, templates };
}

const SERVER = /^(?:(?:no|default) )?aaa authorization network\b/;
const ASKS =
  /port-control auto|guest-vlan \d|(?:authorize|reinitialize|auth-fail|critical) vlan \d|macro auto global processing/i;
const LOGIN = /^(?:authentication|access-session|dot1x) port-control auto$/i;

/** VLANs for stations that fail to log in, or cannot (IEEE 802.1X configuration guides: guest, restricted and critical VLAN). */
const FALLBACK =
  /^(?:authentication event .* (?:authorize|reinitialize) vlan|dot1x (?:guest-vlan|auth-fail vlan|critical vlan)) (\S+)$/;

/** The VLANs that a switch port may carry, one that a station brings along as well. */
export function portVlans(draft: InterfaceDraft, logins: Logins): Ranges {
  const own = vlansOf(draft);
  const statements = draft.lines.flatMap(({ children }) => children);
  const taken = statements.flatMap(
    ({ text }) => logins.templates.get(/^source template (\S+)/.exec(text)?.[1] ?? "") ?? [],
  );
  const all = [...statements, ...taken];
  const asks = all.some(({ text }) => LOGIN.test(text));
  if (asks && logins.hasServer) return EVERY_VLAN;
  if (logins.setsPorts && !all.some(({ text }) => text === "no macro auto processing")) return EVERY_VLAN;
  const fallen = all.flatMap(({ text }) => rangesIn(FALLBACK.exec(text)?.[1] ?? "") ?? []);
  return fallen.length === 0 && !asks ? own : [...own, ...fallen, ...(asks ? logins.offered : [])];
}

/**
 * VLANs that packets come into by what is no port of theirs: the port of a monitor that sends as well (`ingress`; of tagged frames
 * any), and access points whose clients' frames leave their tunnels here, in whatever VLAN a server says where it may (SPAN;
 * wireless configuration guides).
 */
export function enteredVlans(roots: readonly CiscoLine[]): Ranges {
  const monitors = beginning(roots, "monitor").filter(({ text }) =>
    /^monitor session \S+ destination .*\bingress\b/.test(text),
  );
  const policies = beginning(roots, "wireless").filter(({ text }) => text.startsWith("wireless profile policy "));
  const vlans = policies.map(({ children }) => {
    if (children.some(({ text }) => text === "aaa-override")) return ANY;
    return /^vlan (.+)$/.exec(children.findLast(isVlan)?.text ?? "vlan 1")?.[1] ?? "";
  });
  return [...monitors.map(({ text }) => /\bingress (?:untagged )?vlan (\S+)$/.exec(text)?.[1] ?? ""), ...vlans].flatMap(
    (list) => rangesIn(list) ?? EVERY_VLAN,
  );
}

function isVlan({ text }: CiscoLine): boolean {
  return text.startsWith("vlan ");
}

/** No range of VLANs. */
const ANY = "any";

export const EVERY_VLAN = [[1, 4094]] as const;

/** The SVIs whose VLANs service instances of a port join it to. */
export function bridgedSvis({ id, lines }: InterfaceDraft, svis: Svis, roots: readonly CiscoLine[]): Iterable<string> {
  const instances = serviceInstances(lines.flatMap(({ children }) => children));
  const joined = instances.map((one) => routedOf(one, (member) => interfaceName(member) === id, roots));
  const found = new Set(joined.flatMap((names) => names ?? []));
  return joined.includes(undefined) ? svis.values() : [...svis.values()].filter((name) => found.has(name));
}
