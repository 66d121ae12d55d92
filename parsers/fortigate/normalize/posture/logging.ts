/** What is recorded, and where it is sent. */
import type { Logging, LogServer } from "../../../../src/model/posture.js";
import { type Block, isEnabled, textOf } from "../../tree.js";
import { everywhere, numberOf, type Sections } from "./sections.js";

const SYSLOG = ["syslogd", "syslogd2", "syslogd3", "syslogd4"];
const ANALYZERS = ["fortianalyzer", "fortianalyzer2", "fortianalyzer3"];
/** Services of the vendor in the internet; they have no address of their own in the configuration. */
const CLOUDS = ["fortianalyzer-cloud", "fortiguard"];
const PORT = 514;
const OPEN = new Set(["disable", "none"]);

export function readLogging(sections: Sections): Logging {
  const event = sections.inEach("log eventfilter");
  const settings = sections.inEach("log setting");
  const disk = sections.one("log disk setting").flag("status");
  // Without a disk it keeps logs in memory; what is the default of a model is not known.
  const memory = sections.one("log memory setting").flag("status");
  return {
    servers: sections.told(readServers(sections)),
    local: disk === true || memory === true ? true : disk === false && memory === false ? false : undefined,
    implicitDeny: everywhere(settings.map((one) => one.flag("fwpolicy-implicit-log", false))),
    deniedToDevice: everywhere(settings.map((one) => one.flag("local-in-deny-unicast", false))),
    systemEvents: everywhere(event.map((one) => everywhere([one.flag("event", true), one.flag("system", true)]))),
  };
}

function readServers(sections: Sections): LogServer[] {
  const of = (names: readonly string[], read: (row: Block, name: string) => LogServer) =>
    names.flatMap((name) =>
      ["setting", "override-setting"].flatMap((last) =>
        sections.written(`log ${name} ${last}`).flatMap((block) => (isOn(block, last) ? read(block, name) : [])),
      ),
    );
  return [
    ...of(SYSLOG, (block) => syslogServer(block, sections)),
    ...of(ANALYZERS, (block) => analyzer(block, sections)),
    ...of(CLOUDS, (block, name) => ({
      kind: name === "fortiguard" ? "forticloud" : name,
      server: undefined,
      port: undefined,
      transport: "tcp",
      encrypted: true,
      at: sections.placeOf(block),
    })),
  ];
}

/** The setting of a VDOM of its own counts where it is switched on as such. */
function isOn(block: Block, last: string): boolean {
  return isEnabled(block, "status") && (last === "setting" || isEnabled(block, "override", true));
}

/** `mode` since 5.6, before it `reliable`; only what goes by TCP can be encrypted. */
function syslogServer(block: Block, sections: Sections): LogServer {
  const mode = textOf(block, "mode") ?? (isEnabled(block, "reliable") ? "reliable" : "udp");
  const cipher = textOf(block, "enc-algorithm") ?? "disable";
  return {
    kind: "syslog",
    server: textOf(block, "server"),
    port: numberOf(block, "port") ?? PORT,
    transport: mode === "udp" ? "udp" : "tcp",
    encrypted: mode !== "udp" && !OPEN.has(cipher),
    at: sections.placeOf(block),
  };
}

/** Encrypted by default since 6.0; whether that holds for what is not sent reliably is not documented. */
function analyzer(block: Block, sections: Sections): LogServer {
  const reliable = isEnabled(block, "reliable");
  const cipher = textOf(block, "enc-algorithm") ?? (sections.isSince(6, 0) ? "high" : undefined);
  const encrypted = cipher === undefined ? undefined : !OPEN.has(cipher);
  return {
    kind: "fortianalyzer",
    server: textOf(block, "server"),
    port: PORT,
    transport: reliable ? "tcp" : undefined,
    encrypted: encrypted === false || reliable ? encrypted : undefined,
    at: sections.placeOf(block),
  };
}
