/** What an ASA records, and where it sends that. */
import type { Logging, LogServer } from "../../../../../src/model/posture.js";
import type { Lines } from "../../posture-lines.js";
import { toldBy } from "../../posture-parts.js";

const LEVELS: readonly string[] = [
  "emergencies",
  "alerts",
  "critical",
  "errors",
  "warnings",
  "notifications",
  "informational",
  "debugging",
];

/** The messages that matter, and the level that each of them has unless somebody gives it another one. */
const DENIED = { number: "106023", level: 4 };
const REFUSED = { number: "710003", level: 3 };
const CHANGED = { number: "111008", level: 5 };

/** Nothing is recorded without `logging enable`, and nothing sent to servers without `logging trap`. */
export function readLogging(lines: Lines): Logging {
  const isOn = lines.flag(/^logging (?:enable|on)$/, /^no logging (?:enable|on)$/) === true;
  const sent = isOn ? levelOf("trap", lines) : undefined;
  const kept = isOn ? levelOf("buffered", lines) : undefined;
  const highest =
    (sent === undefined && kept === undefined) || sent === "list" || kept === "list"
      ? undefined
      : Math.max(sent ?? -1, kept ?? -1);
  const isRecorded = (message: typeof DENIED) => {
    if (sent === undefined && kept === undefined) return lines.isWhole ? false : undefined;
    return highest === undefined ? undefined : isShown(message, highest, lines);
  };
  return {
    servers: toldBy(lines, sent === undefined ? [] : servers(lines)),
    local: kept !== undefined ? true : lines.isWhole ? false : undefined,
    implicitDeny: isRecorded(DENIED),
    deniedToDevice: isRecorded(REFUSED),
    systemEvents: isRecorded(CHANGED),
  };
}

/** A level, or `list` where messages are chosen by a list. */
function levelOf(where: "trap" | "buffered", lines: Lines): number | "list" | undefined {
  const last = lines.last(new RegExp(`^(no )?logging ${where}(?: (\\S+))?$`));
  if (last === undefined || last.match[1] !== undefined) return undefined;
  return numberOf(last.match[2] ?? "") ?? "list";
}

function numberOf(word: string): number | undefined {
  if (/^[0-7]$/.test(word)) return Number(word);
  const index = LEVELS.indexOf(word);
  return index < 0 ? undefined : index;
}

/** `no logging message N` switches one off, `logging message N level L` moves it. */
function isShown({ number, level }: typeof DENIED, highest: number, lines: Lines): boolean {
  const last = lines.last(new RegExp(`^(no )?logging message ${number}(?: level (\\S+))?$`));
  if (last?.match[1] !== undefined) return false;
  return (numberOf(last?.match[2] ?? "") ?? level) <= highest;
}

const SYSLOG_PORT = 514;
const SYSLOG_TCP_PORT = 1470;

/** `logging host IF A [PROTOCOL/PORT] [secure …]`; protocols go by name or by number. */
function servers(lines: Lines): LogServer[] {
  return lines.all(/^logging host \S+ (\S+)(.*)$/).map(({ line, match: [, server, rest = ""] }) => {
    const [, protocol, port] = / (tcp|udp|6|17)\/(\d+)\b/.exec(rest) ?? [];
    const isTcp = protocol === "tcp" || protocol === "6";
    return {
      kind: "syslog",
      server,
      port: port === undefined ? (isTcp ? SYSLOG_TCP_PORT : SYSLOG_PORT) : Number(port),
      transport: isTcp ? "tcp" : "udp",
      encrypted: / secure\b/.test(rest),
      at: lines.context.at(line),
    };
  });
}
