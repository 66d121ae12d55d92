/** Whether a text is a FortiOS configuration, and how sure that is. */
import type { SourceFile } from "../../src/source/source-file.js";
import type { Detection } from "../vendor.js";

/** How much of a text is looked at: the start shows it, but a captured session may begin with prose. */
const LOOKED_AT = 200_000;
const ENOUGH = 40;

/** Opens a section that other vendors do not have in this form: two words at least, or one that takes none. */
const SECTION =
  /^[ \t]*config (?:vdom\b|global\b|(?:system|sys|firewall|router|vpn|user|log|web-proxy|webfilter|antivirus|ips|application|switch-controller|wireless-controller|dlp|dnsfilter|emailfilter|spamfilter|voip|report|endpoint-control|alertemail|authentication|wanopt|waf|icap|ssh-filter|file-filter|videofilter|automation) [\w-])/;
const INSIDE = /^[ \t]*(?:set|unset|append) [\w-]+|^[ \t]*(?:edit .|next[ \t]*$|end[ \t]*$)/;

/** Looks for the header of a backup, then for sections and the statements inside them. */
export function detectFortios(file: SourceFile): Detection | undefined {
  const text = file.text.slice(0, LOOKED_AT);
  if (/^#config-version=/m.test(text)) {
    return { platform: "fortios", confidence: 1, reasons: ['a line begins with "#config-version="'] };
  }
  let sections = 0;
  let inside = 0;
  let first = 0;
  let line = 0;
  for (let start = 0; start < text.length && sections + inside < ENOUGH; ) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    const content = text.slice(start, Math.min(end, start + 160)).replace("\r", "");
    line++;
    if (SECTION.test(content)) {
      sections++;
      first ||= line;
    } else if (sections > 0 && INSIDE.test(content)) inside++;
    start = end + 1;
  }
  if (sections === 0) return undefined;
  const confidence = inside >= 2 ? 0.9 : inside === 1 ? 0.7 : 0.4;
  return { platform: "fortios", confidence, reasons: [`line ${first} opens a FortiOS section with "config"`] };
}
