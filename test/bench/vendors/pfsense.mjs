/** A device of a generated rule set as pfSense writes it: rules at the door of each network. */
import { dotted, isAny, portsOutside, portText } from "./text.mjs";

export function interfaceOf(leg) {
  return ["wan", "lan"][leg] ?? `opt${leg - 1}`;
}

/** Sides are negated by `not`; ports that are negated become an alias of all that is outside. */
export function write({ hostname, legs, routes, rules }) {
  const aliases = [];
  const alias = (prefix, type, content) => {
    const name = `${prefix}_${aliases.length + 1}`;
    aliases.push(`    <alias><name>${name}</name><type>${type}</type><address>${content}</address></alias>`);
    return name;
  };
  const side = (list, isNegated) => {
    if (isAny(list)) return "<any/>";
    const content = list.length === 1 ? cidr(list[0]) : alias("nets", "network", list.map(cidr).join(" "));
    return `<address>${content}</address>${isNegated ? "<not/>" : ""}`;
  };
  const ports = ({ ports: own, not }) => {
    const list = not === "ports" ? portsOutside(own) : own;
    if (list.length === 0) return "";
    if (list.length === 1) return `<port>${portText(list[0])}</port>`;
    return `<port>${alias("ports", "port", list.map((range) => portText(range, ":")).join(" "))}</port>`;
  };
  const lines = rules.map((rule) =>
    [
      `    <rule><type>${rule.action === "permit" ? "pass" : "block"}</type>`,
      `<interface>${interfaceOf(legs.indexOf(rule.ingress))}</interface><ipprotocol>inet</ipprotocol>`,
      rule.protocol === "ip" ? "" : `<protocol>${rule.protocol}</protocol>`,
      `<source>${side(rule.sources, rule.not === "sources")}</source>`,
      `<destination>${side(rule.destinations, rule.not === "destinations")}${ports(rule)}</destination>`,
      `<descr>rule ${rule.id}</descr><tracker>${1_700_000_000 + rule.id}</tracker></rule>`,
    ].join(""),
  );
  return [
    '<?xml version="1.0"?>',
    "<pfsense>",
    "  <version>22.9</version>",
    `  <system><hostname>${hostname}</hostname></system>`,
    "  <interfaces>",
    ...legs.map(({ gateway, length }, leg) => {
      const name = interfaceOf(leg);
      return `    <${name}><if>vtnet${leg}</if><enable/><ipaddr>${dotted(gateway)}</ipaddr><subnet>${length}</subnet></${name}>`;
    }),
    "  </interfaces>",
    ...staticRoutes(routes, interfaceOf(legs.length - 1)),
    "  <nat><outbound><mode>disabled</mode></outbound></nat>",
    ...["  <aliases>", ...aliases, "  </aliases>"],
    ...["  <filter>", ...lines, "  </filter>"],
    ...["</pfsense>", ""],
  ].join("\n");
}

function cidr({ base, length }) {
  return length === 32 ? dotted(base) : `${dotted(base)}/${length}`;
}

/** A gateway for each device behind the transit network, and the routes by way of it. */
function staticRoutes(routes, egress) {
  if (routes.length === 0) return [];
  const names = new Map([...new Set(routes.map(({ hop }) => hop))].map((hop, index) => [hop, `GW${index + 1}`]));
  const gateway = ([hop, name]) =>
    `    <gateway_item><interface>${egress}</interface><gateway>${dotted(hop)}</gateway><name>${name}</name><ipprotocol>inet</ipprotocol></gateway_item>`;
  const route = (one) => `    <route><network>${cidr(one)}</network><gateway>${names.get(one.hop)}</gateway></route>`;
  return [
    ...["  <gateways>", ...[...names].map(gateway), "  </gateways>"],
    ...["  <staticroutes>", ...routes.map(route), "  </staticroutes>"],
  ];
}
