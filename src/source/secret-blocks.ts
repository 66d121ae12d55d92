/** Lines whose secrecy only the lines before them tell: certificates, keys, XML elements over several lines, SNMP communities. */
import { FORTIOS_SECRET, XML_SECRET } from "./secret-names.js";

/** Ends the block it belongs to; the line that matches is hidden as well, unless `open` says that it may be shown. */
interface Block {
  readonly until: RegExp;
  readonly showEnd?: boolean;
}

/**
 * Indices (from 0) of the lines that are secret as a whole because of where they stand. A block that nobody closes
 * hides everything to the end of the input. Use with `maskLine`, which hides what a line tells by itself.
 */
export function secretBlocks(lines: readonly string[]): ReadonlySet<number> {
  const secret = new Set<number>();
  let block: Block | undefined;
  let [snmpDepth, sentDepth] = [0, 0];
  for (const [index, line] of lines.entries()) {
    if (block) {
      const ends = block.until.test(line);
      if (!ends || !block.showEnd) secret.add(index);
      if (ends) block = undefined;
      continue;
    }
    block = opens(line);
    snmpDepth = depthIn(SNMP, line, snmpDepth);
    if (snmpDepth > 0 && /^\s*(?:set\s+name|edit\s+[^\d\s])/.test(line)) secret.add(index);
    sentDepth = depthIn(SENT, line, sentDepth);
    if (sentDepth > 0 && /^\s*set\s+value\s/.test(line)) secret.add(index);
  }
  return secret;
}

/** The block that begins behind this line; `undefined` where none does. */
function opens(line: string): Block | undefined {
  const pem = /-----BEGIN [^-]*-----/.exec(line);
  if (pem) return /-----END |<\//.test(line) ? undefined : { until: /-----END [^-]*-----|<\/[\w.-]+>/ };
  // `crypto pki certificate chain`: the certificate follows in hexadecimal, closed by `quit`.
  if (/^\s+certificate\s+(?:ca\s+|self-signed\s+|rollover\s+)?[0-9A-Fa-f]{1,40}\s*$/i.test(line)) {
    return { until: /^\s*quit\b/, showEnd: true };
  }
  const tag = /^\s*(?:<.*)?<([\w.:-]+)(?:\s[^<>]*)?(?<!\/)>[^<]*(?:<!\[CDATA\[[^\]]*)?$/.exec(line);
  // The element is open to the end of the line: what is closed on it is another of that name before it.
  if (tag?.[1] && XML_SECRET.test(tag[1])) {
    return { until: new RegExp(`</${tag[1].replaceAll(".", "\\.")}\\s*>`) };
  }
  const setting = /^\s*set\s+(\S+)\s+(.*)$/.exec(line);
  if (setting && FORTIOS_SECRET.test(setting[1] ?? "") && hasOpenQuote(setting[2] ?? ""))
    return { until: /^[^"]*"\s*$/ };
  return undefined;
}

function hasOpenQuote(value: string): boolean {
  return (value.replaceAll(/\\./g, "").match(/"/g)?.length ?? 0) % 2 === 1;
}

/** In `… snmp community` (and `snmp-community`) of FortiOS the name is the community, in `… snmp user` the entry is the user. */
const SNMP = /^\s*config\s+(?:\S+\s+)*?snmp[\s-](?:community|user)\s*$/;
/** What a webhook or a bookmark sends: names and values, such as `X-API-Key`. */
const SENT = /^\s*config\s+(?:http-headers|form-data)\s*$/;

/** How deep in a table of FortiOS that such a line opens the next line stands; 0: in none. */
function depthIn(table: RegExp, line: string, depth: number): number {
  if (depth === 0) return table.test(line) ? 1 : 0;
  if (/^\s*config\s/.test(line)) return depth + 1;
  return /^\s*end\s*$/.test(line) ? depth - 1 : depth;
}
