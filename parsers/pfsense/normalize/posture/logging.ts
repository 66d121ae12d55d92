/** What the firewall records, and where records are sent. */
import type { Logging, LogServer } from "../../../../src/model/posture.js";
import { child, children, descend, type Element, textOf } from "../../tree.js";
import type { Context } from "../context.js";
import { isOn, modelSwitch } from "../switches.js";

const SYSLOG_PORT = 514;

export function readLogging(context: Context): Logging {
  const { root } = context;
  const syslog = child(root, "syslog");
  const isTold = syslog !== undefined || context.isWhole;
  const old = isTold ? !isOn(context, syslog, "nologdefaultblock") : undefined;
  const recordsDenied = modelSwitch(context, "logging", "default_block") ?? old;
  const servers = [...remoteServers(context, syslog), ...destinations(context)];
  return {
    servers: servers.length > 0 || context.isWhole ? servers : undefined,
    local: isTold
      ? !isOn(context, syslog, "disablelocallogging") &&
        textOf(descend(root, "opnsense", "syslog", "general"), "loglocal") !== "0"
      : undefined,
    implicitDeny: recordsDenied,
    deniedToDevice: recordsDenied,
    // Each revision says who changed what.
    systemEvents: child(root, "revision") ? true : undefined,
  };
}

/** Elements of `syslog` that do not say what is sent; each other one is a kind of record, `logall` all of them (syslog.inc). */
const NO_KIND =
  /^(?:enable|remoteserver[23]?|reverse|nentries|nolog.*|raw_?filter|filterdescriptions|disablelocallogging|logfilesize|sourceip|ipproto|format|zmqserver|logcompressiontype|rotatecount|logconfigchanges|log_config_changes|maxpreserve|preservelogs|interval)$/;

/**
 * `remoteserver`, `remoteserver2`, `remoteserver3`: in clear text by UDP, where `enable` is set. Without a kind of record
 * nothing is sent.
 */
function remoteServers(context: Context, syslog: Element | undefined): LogServer[] {
  const sends = syslog?.children.some(({ name }) => !NO_KIND.test(name) && isOn(context, syslog, name));
  if (!sends || !isOn(context, syslog, "enable")) return [];
  return ["remoteserver", "remoteserver2", "remoteserver3"].flatMap((name) => {
    const written = child(syslog, name);
    if (!written || written.text === "") return [];
    return [server(context, written, written.text, "udp4")];
  });
}

/** Targets of the OPNsense model, where it is not switched off as a whole. */
function destinations(context: Context): LogServer[] {
  const model = descend(context.root, "opnsense", "syslog");
  if (textOf(child(model, "general"), "enabled") === "0") return [];
  const all = children(child(model, "destinations"), "destination");
  return all
    .filter((each) => textOf(each, "enabled") !== "0")
    .map((each) => {
      const host = textOf(each, "hostname");
      const port = textOf(each, "port");
      return server(context, each, port === "" ? host : `${host}:${port}`, textOf(each, "transport") || "udp4");
    });
}

function server(context: Context, at: Element, target: string, transport: string): LogServer {
  const [, host = target, port] = /^([^:]+|\[.+\]):(\d+)$/.exec(target) ?? [];
  return {
    kind: "syslog",
    server: host,
    port: port === undefined ? SYSLOG_PORT : Number(port),
    transport: transport.startsWith("udp") ? "udp" : "tcp",
    encrypted: transport.startsWith("tls"),
    at: context.startOf(at),
  };
}
