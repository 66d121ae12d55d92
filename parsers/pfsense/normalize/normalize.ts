/** Tree → device model: the parts in their order. */

import type { Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import type { Device } from "../../../src/model/device.js";
import { withOpenTranslation } from "../../../src/model/open-translation.js";
import type { FilterStep, Table } from "../../../src/model/rule.js";
import type { SourceFile } from "../../../src/source/source-file.js";
import type { Understanding } from "../account.js";
import type { Document } from "../parse.js";
import { child, descend, type Element, textOf } from "../tree.js";
import { Aliases } from "./aliases.js";
import { Context } from "./context.js";
import { deviceDoubts } from "./device-doubts.js";
import { orderDoubts } from "./doubt-order.js";
import type { Names } from "./endpoints.js";
import type { Flavour } from "./flavour.js";
import { type Interfaces, modelInterfaces, readInterfaces } from "./interfaces.js";
import { readManagement } from "./management.js";
import { type Marked, withMarks } from "./marks.js";
import { Networks } from "./networks.js";
import { withOpenForwards } from "./open-forwards.js";
import { OPNSENSE_FLAVOUR } from "./opnsense/flavour.js";
import { firstMatchOrder, type PfRule } from "./order.js";
import { PFSENSE_FLAVOUR } from "./pfsense/flavour.js";
import { readPosture } from "./posture/posture.js";
import { readRouter, readRoutes } from "./routes.js";
import { withSteered } from "./steered.js";
import { isOn, modelSetting, modelSwitch } from "./switches.js";
import { readTunnels } from "./tunnels.js";

/** A configuration and what was made of its text so far. */
export interface Text {
  readonly file: SourceFile;
  readonly document: Document;
  readonly platform: "pfsense" | "opnsense";
  readonly understanding: Understanding;
  readonly diagnostics: Diagnostics;
  /** The time for which schedules are read; left out: they may hold or not. */
  readonly asOfMinutes: number | undefined;
}

/**
 * Makes the device of a configuration. Two steps filter a forwarded packet, in on its ingress and out on its egress
 * interface; a packet to the firewall itself meets the first one only (reference/pfsense.md 3 and 4).
 */
export function normalize({ file, document, platform, understanding, diagnostics, asOfMinutes }: Text): Device {
  const { root, places } = document;
  const place = (of: { readonly start: number; readonly end: number }) => places.range(of.start, of.end);
  const context = new Context({ root, platform, diagnostics, place, open: understanding.open, asOfMinutes });
  if (document.problem) context.doubt("device", "part of the file could not be read", document.problem.at);
  deviceDoubts(context);
  const interfaces = readInterfaces(context, readTunnels(context));
  const names = nameTables(context, interfaces);
  const flavour = flavourOf(context);
  const rules = flavour.pfRules(names, interfaces);
  const translates = rules.nat.some(({ kind, enabled }) => kind === "source" && enabled);
  const { rules: list, ...asking } = withMarks(context, rules.list, translates);
  const marked = { ...asking, rules: withSteered(names, interfaces, list) };
  const hostname = textOf(child(root, "system"), "hostname");
  const version = textOf(root, "version");
  const id = hostname || baseName(file.path);
  const routes = readRoutes(names, interfaces);
  const understood = {
    interfaces: modelInterfaces(context, interfaces, routes),
    routers: [readRouter(names, interfaces)],
    routes,
    ...filters(context, marked, flavour.lastRules(context)),
    // Without the packet filter nothing is translated either (reference/pfsense.md 9, trap 37).
    nat: filterSwitch(context) !== undefined ? [] : rules.nat,
    management: readManagement(context),
    posture: readPosture(context),
    addresses: context.addresses,
    services: context.services,
  };
  context.doubtRest();
  const open = context.doubts.find(({ scope }) => scope === "device");
  const model = { ...understood, nat: withOpenForwards(context, withOpenTranslation(open, understood.nat)) };
  const doubts = orderDoubts(model, context.doubts);
  return {
    id,
    vendor: "pfsense",
    platform,
    ...(version === "" ? {} : { version }),
    ...(hostname === "" ? {} : { hostname }),
    file: file.path,
    at: context.startOf(descend(root, "system", "hostname") ?? root),
    ...model,
    doubts,
    unparsed: understanding.unparsed,
    idle: names.aliases.idle(file.text),
  };
}

function flavourOf(context: Context): Flavour {
  return context.isOPNsense ? OPNSENSE_FLAVOUR : PFSENSE_FLAVOUR;
}

function baseName(path: string): string {
  const name = path.split("/").at(-1) ?? path;
  return name.replace(/\.(?:xml|conf|txt)$/i, "") || "firewall";
}

function nameTables(context: Context, interfaces: Interfaces): Names {
  const networks = new Networks(context, interfaces);
  const flavour = flavourOf(context);
  const aliases = new Aliases(context, flavour.listAliases(context), (id) => networks.network(id));
  return { context, networks, aliases };
}

/** What switches the filter off. */
function filterSwitch(context: Context): Element | undefined {
  const now = modelSwitch(context, "filter", "disable_filter");
  if (now !== undefined) return now ? modelSetting(context, "filter", "disable_filter") : undefined;
  const system = child(context.root, "system");
  return isOn(context, system, "disablefilter") ? child(system, "disablefilter") : undefined;
}

type Filters = Pick<Device, "tables" | "forwarding" | "toDevice">;

/** Two tables, one per direction. With filtering switched off nothing consults them. */
function filters(
  context: Context,
  { rules, tables: marks, steps }: Marked,
  last: { readonly in: PfRule; readonly out: PfRule },
): Filters {
  const off = filterSwitch(context);
  const at = context.startOf(child(context.root, "filter") ?? context.root);
  const disabled = off !== undefined;
  const table = (direction: "in" | "out"): Table => ({
    id: direction,
    name: `rules ${direction}`,
    kind: "filter",
    rules: firstMatchOrder(rules, direction),
    bound: !disabled,
    at: [at],
  });
  const tables = [table("in"), table("out"), ...marks];
  if (disabled) {
    context.diagnostics.add("pfsense/filter-disabled", context.place(off));
    const open = {
      ...last.in.rule,
      id: "filter-disabled",
      name: "packet filtering is switched off",
      action: "permit",
      at: [context.place(off)],
    } as const;
    const step: FilterStep = {
      kind: "filter",
      name: "no filter",
      tables: [],
      otherwise: open,
      stateful: false,
      at: [context.place(off)],
    };
    return { tables, forwarding: [step], toDevice: [step] };
  }
  const step = (direction: "in" | "out"): FilterStep => ({
    kind: "filter",
    name: direction === "in" ? "rules in" : "rules out",
    tables: [direction],
    otherwise: last[direction].rule,
    // What leaves has been translated: `nat` stands before the outbound rules (reference/pfsense.md 5.3).
    ...(direction === "out" ? { sees: "leaving" as const } : {}),
    stateful: true,
    at: [at],
  });
  return { tables, forwarding: [step("in"), ...steps, step("out")], toDevice: [step("in")] };
}
