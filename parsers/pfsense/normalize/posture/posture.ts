/** How the firewall is run, beside what it filters: facts for policies (reference/checks.md). */
import type { Cluster, FloodLimit, Posture, Upkeep } from "../../../../src/model/posture.js";
import { child, children, descend, type Element, has, textOf } from "../../tree.js";
import type { Context } from "../context.js";
import { isOn } from "../switches.js";
import { readAdministration } from "./administration.js";
import { readLogging } from "./logging.js";
import { readPortals } from "./portals.js";
import { readClock, readSnmp } from "./services.js";
import { readSurface } from "./surface.js";
import { readTunnels } from "./tunnels.js";
import { LOCAL_GROUP, readUsers } from "./users.js";

export function readPosture(context: Context): Posture {
  const users = readUsers(context);
  const system = child(context.root, "system");
  return {
    isWhole: context.isWhole,
    model: undefined,
    logging: readLogging(context),
    administration: readAdministration(context),
    snmp: readSnmp(context),
    clock: readClock(context),
    tunnels: told(context, readTunnels(context)),
    portals: told(context, readPortals(context)),
    users: told(context, users),
    userGroups:
      system === undefined
        ? undefined
        : [{ name: LOCAL_GROUP, members: users.map(({ name }) => name), at: context.startOf(system) }],
    inspection: {
      industrialSignatures: undefined,
      failsOpen: { intrusionPrevention: undefined, antivirus: undefined },
    },
    floodLimits: told(context, readFloodLimits(context)),
    cluster: readCluster(context),
    upkeep: readUpkeep(context),
    surface: readSurface(context),
  };
}

/** What was found; nothing is no answer where a part of the configuration is missing. */
function told<T>({ isWhole }: Context, found: readonly T[]): readonly T[] | undefined {
  return found.length > 0 || isWhole ? found : undefined;
}

const LIMITS = ["max-src-conn-rate", "max-src-conn", "max-src-nodes", "max-src-states", "max"];

/** Rules that let in so many connections and no more, or that answer for hosts until a connection stands. */
function readFloodLimits(context: Context): FloodLimit[] {
  const rules = [
    ...children(child(context.root, "filter"), "rule"),
    ...children(descend(context.root, "opnsense", "firewall", "filter", "rules"), "rule"),
  ];
  return rules.flatMap((rule) => {
    const limits = LIMITS.filter((name) => !["", "0"].includes(textOf(rule, name)));
    const names = [...limits, ...(textOf(rule, "statetype").startsWith("synproxy") ? ["synproxy"] : [])];
    if (names.length === 0) return [];
    const number = (name: string) => (/^\d+$/.test(textOf(rule, name)) ? Number(textOf(rule, name)) : undefined);
    return [
      {
        id: textOf(rule, "tracker") || (rule.attributes?.uuid ?? textOf(rule, "descr")),
        interface: textOf(rule, "interface") || undefined,
        enabled: !isOn(context, rule, "disabled") && textOf(rule, "enabled") !== "0",
        anomalies: names.map((name) => ({
          name,
          blocks: true,
          logs: isOn(context, rule, "log"),
          threshold: number(name),
        })),
        at: context.place(rule),
      },
    ];
  });
}

/** Shared addresses mean a partner; states are kept where they are sent to it. */
function readCluster({ isOPNsense, isWhole, root }: Context): Cluster {
  const shares = children(child(root, "virtualip"), "vip").some((vip) => textOf(vip, "mode").toLowerCase() === "carp");
  // pfSense 2.0 keeps it with the packages.
  const sync = child(root, "hasync") ?? descend(root, "installedpackages", "carpsettings", "config");
  const isSending = textOf(sync, "pfsyncenabled") === "on" || textOf(sync, "pfsyncenabled") === "1";
  // Since OPNsense 24.1 the interface is the switch; pfSense keeps its name where the switch is off.
  const isByInterface = isOPNsense && !has(sync, "pfsyncenabled") && textOf(sync, "pfsyncinterface") !== "";
  const sends = isSending || isByInterface;
  return {
    mode: shares ? "a-p" : sends || !isWhole ? undefined : "standalone",
    encrypted: undefined,
    authenticated: undefined,
    keepsSessions: shares ? sends : undefined,
    managementInterfaces: [],
  };
}

/** Both keep the configurations of before each change; AutoConfigBackup and the backups of OPNsense copy them elsewhere. */
function readUpkeep(context: Context): Upkeep {
  const { root } = context;
  const places = [descend(root, "system", "backup"), descend(root, "opnsense", "backup")];
  const copies: (readonly [name: string, Element | undefined])[] = [
    ["AutoConfigBackup", automatic(child(child(root, "system"), "acb"))],
    ["Google Drive", switched(descend(root, "system", "remotebackup"), "gdriveenabled")],
    ...places.flatMap((place) =>
      (place?.children ?? []).map((each) => [each.name, switched(each, "enabled")] as const),
    ),
  ];
  return {
    revisions: context.isWhole ? textOf(child(root, "system"), "backupcount") !== "0" : undefined,
    managedBy: "none",
    automations: copies.flatMap(([name, at]) =>
      at === undefined
        ? []
        : [{ name, enabled: true, trigger: "change", actions: ["copy"], backsUp: true, at: context.startOf(at) }],
    ),
  };
}

function automatic(acb: Element | undefined): Element | undefined {
  return has(acb, "enable") && textOf(acb, "enable") !== "no" ? acb : undefined;
}

function switched(of: Element | undefined, name: string): Element | undefined {
  return ["1", "on", "yes"].includes(textOf(of, name)) ? of : undefined;
}
