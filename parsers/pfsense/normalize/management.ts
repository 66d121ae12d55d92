/** What the firewall itself answers: web interface, SSH, SNMP. */
import type { Management, ManagementService } from "../../../src/model/device.js";
import { child, descend, type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { isOn } from "./switches.js";

/** Services that administrators use (reference/pfsense.md 4): the web interface is always on, SSH and SNMP by a switch. */
export function readManagement(context: Context): Management {
  return { services: [web(context), ...redirect(context), ssh(context), snmp(context)] };
}

/** The port of the web interface: as written, or that of its protocol. */
export function webPort(context: Context): number {
  const webgui = descend(context.root, "system", "webgui");
  const written = portIn(webgui, "port");
  return written ?? (webProtocol(context) === "http" ? 80 : 443);
}

function webProtocol(context: Context): "http" | "https" {
  return textOf(descend(context.root, "system", "webgui"), "protocol").toLowerCase() === "http" ? "http" : "https";
}

function portIn(of: Element | undefined, name: string): number | undefined {
  const text = textOf(of, name);
  return /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) <= 65535 ? Number(text) : undefined;
}

function web(context: Context): ManagementService {
  const webgui = descend(context.root, "system", "webgui");
  const at = child(webgui, "protocol") ?? webgui ?? child(context.root, "system") ?? context.root;
  return {
    service: webProtocol(context),
    enabled: true,
    port: webPort(context),
    ...listening(webgui),
    at: [context.startOf(at)],
  };
}

/** With https, port 80 answers with a redirect unless that is switched off. */
function redirect(context: Context): ManagementService[] {
  const webgui = descend(context.root, "system", "webgui");
  if (webProtocol(context) === "http" || isOn(context, webgui, "disablehttpredirect") || webPort(context) === 80)
    return [];
  const at = context.startOf(webgui ?? child(context.root, "system") ?? context.root);
  return [{ service: "other", enabled: true, port: 80, ...listening(webgui), at: [at] }];
}

/** `interfaces` limits where OPNsense listens; left out: everywhere. */
function listening(of: Element | undefined): Pick<ManagementService, "interfaces"> {
  const ids = textOf(of, "interfaces")
    .split(",")
    .filter((id) => id !== "");
  return ids.length > 0 ? { interfaces: ids } : {};
}

function ssh(context: Context): ManagementService {
  const system = child(context.root, "system");
  const written = child(system, "ssh");
  const enabled = context.isOPNsense
    ? textOf(written, "enabled") !== "" && textOf(written, "enabled") !== "0"
    : isOn(context, written, "enable") || isOn(context, system, "enablesshd");
  const at = written ?? child(system, "enablesshd") ?? system ?? context.root;
  return {
    service: "ssh",
    enabled,
    port: portIn(written, "port") ?? 22,
    ...listening(written),
    at: [context.startOf(at)],
  };
}

function snmp(context: Context): ManagementService {
  const written = child(context.root, "snmpd") ?? descend(context.root, "opnsense", "netsnmp", "general");
  const enabled = isOn(context, written, "enable") || isOn(context, written, "enabled");
  const at = written ?? context.root;
  return { service: "snmp", enabled, port: portIn(written, "pollport") ?? 161, at: [context.startOf(at)] };
}
