/** Ways into an ASA that ask for a password alone, or for nothing. */
import type { ManagementService } from "../../../../../src/model/device.js";
import type { Account } from "../../../../../src/model/posture.js";
import type { FoundLine, Lines } from "../../posture-lines.js";
import { areLimited, storageOf } from "./login.js";

/** As devices of old store that nothing was set: an empty password comes out as these characters. */
const EMPTY = "8Ry2YjIyt7RRXU24";

/**
 * Without `aaa authentication telnet console` Telnet asks for the login password, and without `… http console` ASDM for that of
 * `enable`, no name needed; `http authentication-certificate` asks for a certificate (Cisco ASA general operations guide: management
 * access). Without a login password nobody comes in.
 */
export function namelessAccounts(lines: Lines, services: readonly ManagementService[]): Account[] {
  if (lines.last(/^NGFW Version /) !== undefined) return [];
  const login = lines.last(/^(?:passwd|password) (\S+)(?: (encrypted|pbkdf2))?$/);
  const telnet = login !== undefined && isAsked("telnet", services, lines);
  const asdm = lines.last(/^http authentication-certificate\b/) === undefined && isAsked("http", services, lines);
  return [
    ...(telnet ? [accountOf("whoever knows the login password, by Telnet", login, services, lines)] : []),
    ...(asdm ? ofEnable(services, lines) : []),
  ];
}

function ofEnable(services: readonly ManagementService[], lines: Lines): Account[] {
  const enable = lines.last(/^enable password (\S+)(?: (encrypted|pbkdf2))?$/);
  if (enable === undefined) return [];
  const isEmpty = enable.match[1] === EMPTY;
  const name = isEmpty ? "whoever reaches ASDM" : "whoever knows the enable password, by ASDM";
  const account = accountOf(name, enable, services, lines);
  return [isEmpty ? { ...account, password: "none" } : account];
}

/** Whether a way in is open, and no statement says whom it asks. */
function isAsked(way: "telnet" | "http", services: readonly ManagementService[], lines: Lines): boolean {
  const isOpen = services.some(({ service }) => service === (way === "http" ? "https" : way));
  return isOpen && lines.isWhole && lines.last(new RegExp(`^aaa authentication ${way} console \\S`)) === undefined;
}

function accountOf(
  name: string,
  { line, match }: FoundLine,
  services: readonly ManagementService[],
  lines: Lines,
): Account {
  return {
    name,
    profile: undefined,
    remote: false,
    wildcard: false,
    nameless: true,
    secondFactor: "none",
    limited: areLimited(services),
    password: storageOf(line.text, match[2]),
    at: lines.context.wordAt(line, 0),
  };
}
