/** Which Cisco platform wrote a text (reference/cisco.md 1.4). */
import type { SourceFile } from "../../src/source/source-file.js";
import type { Detection } from "../vendor.js";

/** How much of a file is looked at. */
const LOOKED_AT = 200_000;

const ROWS: readonly {
  readonly platform: string;
  readonly confidence: number;
  readonly pattern: RegExp;
  /** What no text of the platform has. */
  readonly unless?: RegExp;
  readonly reason: string;
}[] = [
  {
    platform: "ios",
    confidence: 1,
    pattern: /^!RANCID-CONTENT-TYPE: (?:cisco|ios|ios-xe)\s*$/m,
    reason: "its RANCID content type",
  },
  {
    platform: "nxos",
    confidence: 1,
    pattern: /^!RANCID-CONTENT-TYPE: cisco-nx\s*$/m,
    reason: "its RANCID content type",
  },
  {
    platform: "iosxr",
    confidence: 1,
    pattern: /^!RANCID-CONTENT-TYPE: cisco-xr\s*$/m,
    reason: "its RANCID content type",
  },
  { platform: "asa", confidence: 1, pattern: /^(?:ASA|PIX|NGFW) Version /m, reason: "a line with its version" },
  {
    platform: "asa",
    confidence: 0.9,
    pattern:
      /^(?:access-list \S+ (?:line \d+ )?extended |access-group \S+ (?:in|out) interface |access-group \S+ global|nat \([\w-]+,[\w-]+\) |route [A-Za-z]\S* \d+\.\d+\.\d+\.\d+ \d+\.\d+\.\d+\.\d+ \S|clear configure | ?nameif \S| ?security-level \d)/m,
    unless: /^(?:(?:ip|mac) access-list | ip access-group |version \d+\.\d+\s*$)/m,
    reason: "statements that only an ASA has",
  },
  {
    platform: "iosxr",
    confidence: 0.95,
    pattern:
      /IOS XR Configuration|^(?:RP\/\d+\/\S+:|end-policy|end-set|interface Bundle-Ether|prefix-set |route-policy )/m,
    reason: "statements that only IOS-XR has",
  },
  {
    platform: "iosxr",
    confidence: 0.95,
    pattern:
      /^(?:(?:no )?interface (?:Bundle-Ether|MgmtEth)|(?:no )?ipv4 access-list |ipv6 access-list \S+ (?:\d+ )?(?:permit|deny) | +ipv[46] access-group | +ipv4 (?:address|unnumbered) |router static$|object-group (?:network ipv[46]|port) )|^ +(?:\d+ )?permit .* nexthop1 (?:vrf \S+ )?ipv[46] /m,
    unless: /^(?:(?:no )?ip access-list | +ip (?:address|access-group) )/m,
    reason: "statements that only IOS-XR has",
  },
  {
    platform: "nxos",
    confidence: 0.95,
    pattern:
      /^(?:!Command: show (?:running|startup)-config|(?:no )?feature \S+|boot nxos|vdc \S+ id \d|switchname |ip access-list (?!standard|extended|role-based|log|logging|resequence|helper|persistent|match-local-traffic)\S+$|system default switchport|version \d+\.\d+\(\d+\)[A-Z])/m,
    unless: /^ +ipv4 (?:address|access-group) /m,
    reason: "statements that only NX-OS has",
  },
  {
    platform: "ios",
    confidence: 0.9,
    pattern:
      /^(?:Building configuration|Current configuration :|version \d+\.\d+|service timestamps|boot-start-marker)/m,
    reason: "a header of IOS",
  },
  {
    platform: "nxos",
    confidence: 0.7,
    pattern: /^interface (?:Ethernet[1-9]\d*\/\d+|port-channel\d+|mgmt\d)\n {2}\S/m,
    reason: "ports named and indented as NX-OS does",
  },
  {
    platform: "ios",
    confidence: 0.6,
    pattern:
      /^(?:no )?(?:interface [A-Z][A-Za-z]+ ?\d|ip access-list |ipv6 access-list |access-list \d+ (?:permit|deny|remark)|object-group (?:network|service) |ip route \d|router (?:ospf|bgp|eigrp) \d|line vty )/m,
    reason: "statements of IOS",
  },
  {
    platform: "ios",
    confidence: 0.4,
    pattern:
      /^(?:int(?:e(?:r(?:f(?:ac?)?)?)?)? (?:gi|fa|te|vl|lo|po|tu|se|eth)[A-Za-z-]* ?\d[\d/.]*|ip access-l(?:ist?)? (?:ext?|sta)[a-z]* \S+|access-l(?:i|is|ist)? \d+ (?:per|den)[a-z]* .*)\s*$/im,
    reason: "statements of IOS, typed short",
  },
  {
    platform: "ios",
    confidence: 0.3,
    pattern: /^(?:hostname \S+|interface \S+)$/m,
    reason: "statements that IOS shares with others",
  },
];

/** Dialects of other makers that read like IOS, by what their devices write first: Dell's two, Ruijie, and all of FASTPATH. */
const OTHERS =
  /^! device: .*EOS-|^!.*(?:Arista|FastIron|Dell EMC|OS10|ArubaOS|Comware)|^! Version \d.*\n! Last configuration change at |^version \S*RGOS |^!System Description "/m;

export function detectCisco(file: SourceFile): Detection | undefined {
  const text = file.text.slice(0, LOOKED_AT).replaceAll("\r", "");
  if (OTHERS.test(text.slice(0, 4000)) || /^\s*(?:<|#config-version|config system )/.test(text)) return undefined;
  const row = ROWS.find(({ pattern, unless }) => pattern.test(text) && unless?.test(text) !== true);
  return row === undefined ? undefined : { platform: row.platform, confidence: row.confidence, reasons: [row.reason] };
}
