/** Descriptions → FortiOS text, in the many ways in which a configuration may say the same. */
import { header, INTERFACES, row, table } from "../site.js";
import type { AddressShape, GroupShape, PolicyShape, Ports, ServiceShape, SiteShape, VipShape } from "./description.js";

export function writeSite(site: SiteShape): string {
  const objects = site.addresses.length;
  return [
    header(site.version),
    "config system global\n    set allow-traffic-redirect disable\n    set ipv6-allow-traffic-redirect disable\nend\n",
    INTERFACES,
    site.intrazone
      ? table(
          "system zone",
          row("ot", 'set interface "lan" "dmz"', ...(site.intrazone === "allow" ? ["set intrazone allow"] : [])),
        )
      : "",
    table("firewall address", ...site.addresses.map((shape, index) => row(`a${index}`, ...addressLines(shape)))),
    table("firewall addrgrp", ...site.groups.map((shape, index) => row(`g${index}`, ...groupLines(shape, objects)))),
    table("firewall service custom", ...site.services.map((shape, index) => row(`s${index}`, ...serviceLines(shape)))),
    table("firewall vip", ...site.vips.map((shape, index) => row(`v${index}`, ...vipLines(shape)))),
    ...site.policies.map((policy) => writePolicy(policy, objects)),
    // Rows that were only begun are finished at the end, where their place is already taken.
    table(
      "firewall policy",
      ...site.policies.filter(isSplit).map((policy) => row(policy.id, ...policyLines(policy, objects))),
    ),
  ].join("");
}

/** Names of addresses and groups by their numbers. */
function names(numbers: readonly number[], addresses: number): string {
  return numbers.map((number) => `"${number < addresses ? `a${number}` : `g${number - addresses}`}"`).join(" ");
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
}

function mask(length: number): string {
  return dotted(length === 0 ? 0 : (-1 << (32 - length)) >>> 0);
}

function addressLines(shape: AddressShape): string[] {
  switch (shape.kind) {
    case "bare":
      return ["set color 7"];
    case "subnet":
      return shape.address % 2 === 0
        ? [`set subnet ${dotted(shape.address)} ${mask(shape.length)}`]
        : [`set subnet ${dotted(shape.address)}/${shape.length}`];
    case "range":
      return ["set type iprange", `set start-ip ${dotted(shape.from)}`, `set end-ip ${dotted(shape.to)}`];
    case "wildcard":
      return ["set type wildcard", `set wildcard ${dotted(shape.address)} ${dotted(shape.care)}`];
  }
}

function groupLines({ members, without, excludes }: GroupShape, addresses: number): string[] {
  return [
    `set member ${names(members, addresses)}`,
    ...(excludes ? ["set exclude enable"] : []),
    ...(without.length > 0 ? [`set exclude-member ${names(without, addresses)}`] : []),
  ];
}

function range({ from, to }: Ports): string {
  return from === to ? `${from}` : `${from}-${to}`;
}

function serviceLines(shape: ServiceShape): string[] {
  if (shape.kind === "icmp")
    return ["set protocol ICMP", shape.type === undefined ? "unset icmptype" : `set icmptype ${shape.type}`];
  if (shape.kind === "ip")
    return ["set protocol IP", ...(shape.protocol === undefined ? [] : [`set protocol-number ${shape.protocol}`])];
  return (["tcp", "udp", "sctp"] as const).flatMap((protocol) => {
    const entries = shape.entries.filter((entry) => entry.protocol === protocol);
    const texts = entries.map(({ destination, source }) => range(destination) + (source ? `:${range(source)}` : ""));
    return texts.length === 0 ? [] : [`set ${protocol}-portrange ${texts.join(" ")}`];
  });
}

function vipLines({ external, mapped, enabled, forward, sources }: VipShape): string[] {
  const count = external.to - external.from;
  const span = (first: number) => (count === 0 ? dotted(first) : `${dotted(first)}-${dotted(first + count)}`);
  return [
    `set extip ${span(external.from)}`,
    'set extintf "any"',
    `set mappedip "${span(mapped)}"`,
    ...(enabled ? [] : ["set status disable"]),
    ...(sources ? [`set src-filter ${dotted(sources.address)}/${sources.length}`] : []),
    ...(forward
      ? [
          "set portforward enable",
          `set protocol ${forward.protocol}`,
          `set extport ${forward.external}`,
          `set mappedport ${forward.mapped}`,
        ]
      : []),
  ];
}

function isSplit({ style }: PolicyShape): boolean {
  return (style & 1) !== 0;
}

/** A row in its place; a split one begins with values that its second stretch replaces. */
function writePolicy(policy: PolicyShape, addresses: number): string {
  if (!isSplit(policy)) return table("firewall policy", row(policy.id, ...policyLines(policy, addresses)));
  return table(
    "firewall policy",
    row(
      policy.id,
      "set action accept",
      'set srcaddr "all"',
      "set srcaddr-negate enable",
      "set status disable",
      'set service "ALL"',
    ),
  );
}

function policyLines(policy: PolicyShape, addresses: number): string[] {
  const { style } = policy;
  const flag = (key: string, on: boolean) =>
    on ? [`set ${key} enable`] : isSplit(policy) ? [`unset ${key}`] : (style & 2) !== 0 ? [`set ${key} disable`] : [];
  const quoted = (values: readonly string[]) => values.map((value) => `"${value}"`).join(" ");
  const destinations =
    policy.vips.length > 0 ? quoted(policy.vips.map((vip) => `v${vip}`)) : names(policy.destinations, addresses);
  return [
    `set srcintf ${quoted(policy.ingress)}`,
    `set dstintf ${quoted(policy.egress)}`,
    ...inParts("srcaddr", names(policy.sources, addresses), style),
    ...inParts("dstaddr", destinations, style),
    ...inParts("service", quoted(policy.services.map((service) => `s${service}`)), style),
    policy.action ? `set action ${policy.action}` : "unset action",
    `set schedule "${policy.never ? "none" : "always"}"`,
    policy.enabled ? "set status enable" : "set status disable",
    ...flag("srcaddr-negate", policy.notSources),
    ...flag("dstaddr-negate", policy.notDestinations && policy.vips.length === 0),
    ...flag("service-negate", policy.notServices),
    ...(policy.matchVip === undefined || policy.action === "accept"
      ? []
      : [`set match-vip ${policy.matchVip ? "enable" : "disable"}`]),
  ];
}

/** One `set`, or a `set` of the first value and `append` of the others. */
function inParts(key: string, values: string, style: number): string[] {
  const [first = "", ...others] = values.split(" ");
  if ((style & 4) === 0 || others.length === 0) return [`set ${key} ${values}`];
  return [`set ${key} ${first}`, `append ${key} ${others.join(" ")}`];
}
