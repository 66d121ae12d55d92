/** Commands that people have the firewall run beside those at its start: by the clock, by what is watched, by tunnels. */
import { child, children, descend, type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { instances } from "./openvpn.js";
import { wireGuards } from "./wireguard.js";

/** Notes a doubt about the device where one may change the rules. */
export function commandDoubts(context: Context): void {
  const { root } = context;
  for (const item of children(child(root, "cron"), "item")) command(context, child(item, "command"));
  // What is done where a test of Monit fails.
  for (const test of children(descend(root, "opnsense", "monit"), "test"))
    if (textOf(test, "action") === "exec") command(context, child(test, "path"));
  for (const { element } of instances(context)) {
    const options = child(element, "custom_options");
    if (options && SCRIPTS.test(options.text)) tunnel(context, options);
  }
  // Those of WireGuard in OPNsense (scripts/wireguard/wg-service-control.php: wg_execute_hooks).
  for (const { element } of wireGuards(context))
    for (const name of ["preup", "postup", "predown", "postdown"]) {
      const written = child(element, name);
      if (written && written.text !== "") tunnel(context, written);
    }
}

/** Options of OpenVPN that run a program of their own (openvpn(8): scripting). */
const SCRIPTS =
  /(?:^|[;\r\n])\s*(?:up|down|route-up|route-pre-down|ipchange|client-connect|client-disconnect|learn-address|auth-user-pass-verify|tls-verify)\s/;

function tunnel(context: Context, written: Element): void {
  context.doubt("device", "commands that run as a tunnel comes up or goes down may change the rules", written);
}

/** Programs that change what is filtered, or where packets go; that a table forgets old entries is what tables are for. */
const CHANGING = /(?:^|[\s/;&|])(?:pfctl|ipfw|easyrule|pfSsh\.php|sysctl|ifconfig|route)\s(?!.*-T\s*expire\b)/;
/** Where people put scripts of their own. */
const OF_PEOPLE = /(?:^|[\s;&|])\/(?:root|home|tmp|conf|cf|mnt|opt|var\/(?!log\b))/;

/** The system's own and those of packages leave the rules as they are written. */
function command(context: Context, written: Element | undefined): void {
  if (written === undefined || !(CHANGING.test(written.text) || OF_PEOPLE.test(written.text))) return;
  context.doubt("device", "a command that runs at times may change what is filtered", written);
}
