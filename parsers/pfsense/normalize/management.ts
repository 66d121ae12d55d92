/** What the firewall itself answers: web interface, SSH, SNMP. */
import type { Management, ManagementService } from "../../../src/model/device.js";
import { child, descend, type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { portIn } from "./ports.js";
import { readSnmp } from "./snmp.js";
import { isOn } from "./switches.js";

/** Services that administrators use (reference/pfsense.md 4): the web interface is always on, SSH and SNMP by a switch. */
export function readManagement(context: Context): Management {
  return { services: [...web(context), ...redirect(context), ssh(context), readSnmp(context)] };
}

/**
 * Undefined where the file does not say: which one is taken then depends on the version and the product, and the reference
 * leaves it open.
 */
function webProtocol(context: Context): "http" | "https" | undefined {
  const word = textOf(descend(context.root, "system", "webgui"), "protocol").toLowerCase();
  return word === "http" || word === "https" ? word : undefined;
}

/** Ports that stay reachable whatever the rules say: those of the web interface and of SSH, and those that may be such. */
export function lockoutPorts(context: Context): { readonly sure: readonly number[]; readonly open: readonly number[] } {
  const services = [...web(context), ...redirect(context), ssh(context)];
  const portsOf = (enabled: boolean | undefined): number[] =>
    services.flatMap((one) => (one.enabled === enabled && one.port !== undefined ? [one.port] : []));
  // Whichever protocol it is: a port that is written is that of the web interface, and port 80 speaks http or redirects.
  const written = portIn(descend(context.root, "system", "webgui"), "port");
  const either = written ?? (redirect(context).length > 0 ? 80 : undefined);
  const sure = new Set([...(either === undefined ? [] : [either]), ...portsOf(true)]);
  return { sure: [...sure], open: [...new Set(portsOf(undefined))].filter((port) => !sure.has(port)) };
}

function web(context: Context): ManagementService[] {
  const webgui = descend(context.root, "system", "webgui");
  const at = [context.startOf(child(webgui, "protocol") ?? webgui ?? child(context.root, "system") ?? context.root)];
  const written = webProtocol(context);
  return (written === undefined ? (["https", "http"] as const) : [written]).map((service) => ({
    service,
    enabled: written === undefined ? undefined : true,
    port: portIn(webgui, "port") ?? (service === "http" ? 80 : 443),
    ...listening(webgui),
    at,
  }));
}

/** With https, port 80 answers with a redirect unless that is switched off. */
function redirect(context: Context): ManagementService[] {
  const webgui = descend(context.root, "system", "webgui");
  const protocol = webProtocol(context);
  const isTaken = portIn(webgui, "port") === 80;
  if (protocol === "http" || isOn(context, webgui, "disablehttpredirect") || isTaken) return [];
  const at = context.startOf(webgui ?? child(context.root, "system") ?? context.root);
  const enabled = protocol === undefined ? undefined : true;
  return [{ service: "other", enabled, port: 80, ...listening(webgui), at: [at] }];
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
