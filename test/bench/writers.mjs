/** A generated rule set as configurations of three vendors, as a map of zones, and as JSON with its probes. */

export const FILES = {
  "ios.cfg": writeIos,
  "fortios.conf": writeFortios,
  "pfsense.xml": writePfsense,
  "zones.yaml": writeZones,
  "rules.json": writeJson,
};

const INTERFACES = {
  ios: (index) => `GigabitEthernet0/${index}`,
  fortios: (index) => `port${index + 1}`,
  pfsense: (index) => ["wan", "lan"][index] ?? `opt${index - 1}`,
};

function dotted(address) {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

function netmask(length) {
  return dotted(2 ** 32 - 2 ** (32 - length));
}

function wildcard(length) {
  return dotted(2 ** (32 - length) - 1);
}

function portText({ from, to }, between = "-") {
  return from === to ? `${from}` : `${from}${between}${to}`;
}

/** Lists of more than one prefix, each once, as named groups. */
function groupsOf(rules) {
  const lists = rules.flatMap(({ sources, destinations }) => [sources, destinations]).filter((list) => list.length > 1);
  return lists.map((list, index) => ({ name: `NETS-${index + 1}`, list }));
}

function nameOf(groups, list) {
  return groups.find((group) => group.list === list)?.name;
}

function writeIos({ zones, rules }) {
  const groups = groupsOf(rules);
  const side = (list) => {
    if (list[0].length === 0) return "any";
    if (list.length > 1) return `object-group ${nameOf(groups, list)}`;
    const [{ base, length }] = list;
    return length === 32 ? `host ${dotted(base)}` : `${dotted(base)} ${wildcard(length)}`;
  };
  const ports = (list) => {
    if (list.length === 0) return "";
    const [{ from, to }] = list;
    return from === to ? ` eq ${list.map(portText).join(" ")}` : ` range ${from} ${to}`;
  };
  return [
    "version 15.7",
    "hostname core-1",
    ...groups.flatMap(({ name, list }) => [
      `object-group network ${name}`,
      ...list.map(({ base, length }) =>
        length === 32 ? ` host ${dotted(base)}` : ` ${dotted(base)} ${netmask(length)}`,
      ),
    ]),
    ...zones.flatMap(({ index, gateway, length }) => [
      `interface ${INTERFACES.ios(index)}`,
      ` ip address ${dotted(gateway)} ${netmask(length)}`,
      ` ip access-group ZONE-${index}-IN in`,
    ]),
    ...zones.flatMap((zone) => [
      `ip access-list extended ZONE-${zone.index}-IN`,
      ...rules
        .filter((rule) => rule.from === zone)
        .map(
          (rule) =>
            ` ${rule.action} ${rule.protocol} ${side(rule.sources)} ${side(rule.destinations)}${ports(rule.ports)}`,
        ),
      " deny ip any any",
    ]),
    "end",
    "",
  ].join("\n");
}

function writeFortios({ zones, rules }) {
  const groups = groupsOf(rules);
  const prefixes = new Map();
  const prefixName = ({ base, length }) => {
    const name = length === 32 ? `h-${dotted(base)}` : `n-${dotted(base)}-${length}`;
    prefixes.set(name, `${dotted(base)} ${netmask(length)}`);
    return name;
  };
  const services = new Map();
  const serviceName = ({ protocol, ports }) => {
    if (protocol === "ip") return "ALL";
    if (protocol === "icmp") return "ALL_ICMP";
    const text = ports.length === 0 ? "1-65535" : ports.map((range) => portText(range)).join(" ");
    const name = `${protocol}-${text.replaceAll(" ", "_")}`;
    services.set(name, `set ${protocol}-portrange ${text}`);
    return name;
  };
  const side = (list) => {
    if (list[0].length === 0) return "all";
    return nameOf(groups, list) ?? prefixName(list[0]);
  };
  const policies = rules.flatMap((rule) => [
    `    edit ${rule.id}`,
    `        set srcintf "${INTERFACES.fortios(rule.from.index)}"`,
    '        set dstintf "any"',
    `        set srcaddr "${side(rule.sources)}"`,
    `        set dstaddr "${side(rule.destinations)}"`,
    ...(rule.action === "permit" ? ["        set action accept"] : []),
    '        set schedule "always"',
    `        set service "${serviceName(rule)}"`,
    "    next",
  ]);
  const members = groups.flatMap(({ name, list }) => [
    `    edit "${name}"`,
    `        set member ${list.map((prefix) => `"${prefixName(prefix)}"`).join(" ")}`,
    "    next",
  ]);
  const row = (name, ...settings) => [
    `    edit "${name}"`,
    ...settings.map((setting) => `        ${setting}`),
    "    next",
  ];
  return [
    "#config-version=FGVMK6-7.2.5-FW-build1517-230606:opmode=0:vdom=0:user=admin",
    "config system global",
    '    set hostname "fw-edge"',
    "end",
    "config system interface",
    ...zones.flatMap(({ index, gateway, length }) =>
      row(
        INTERFACES.fortios(index),
        'set vdom "root"',
        `set ip ${dotted(gateway)} ${netmask(length)}`,
        "set type physical",
      ),
    ),
    "end",
    "config firewall address",
    ...row("all"),
    ...[...prefixes].flatMap(([name, subnet]) => row(name, `set subnet ${subnet}`)),
    "end",
    "config firewall addrgrp",
    ...members,
    "end",
    "config firewall service custom",
    ...row("ALL", "set protocol IP"),
    ...row("ALL_ICMP", "set protocol ICMP", "unset icmptype"),
    ...[...services].flatMap(([name, setting]) => row(name, setting)),
    "end",
    "config firewall policy",
    ...policies,
    "end",
    "",
  ].join("\n");
}

function writePfsense({ zones, rules }) {
  const aliases = [];
  const alias = (prefix, type, content) => {
    const name = `${prefix}_${aliases.length + 1}`;
    aliases.push(`    <alias><name>${name}</name><type>${type}</type><address>${content}</address></alias>`);
    return name;
  };
  const cidr = ({ base, length }) => (length === 32 ? dotted(base) : `${dotted(base)}/${length}`);
  const side = (list) => {
    if (list[0].length === 0) return "<any/>";
    if (list.length === 1) return `<address>${cidr(list[0])}</address>`;
    return `<address>${alias("nets", "network", list.map(cidr).join(" "))}</address>`;
  };
  const ports = (list) => {
    if (list.length === 0) return "";
    if (list.length === 1) return `<port>${portText(list[0])}</port>`;
    return `<port>${alias("ports", "port", list.map((range) => portText(range, ":")).join(" "))}</port>`;
  };
  const lines = rules.map((rule) =>
    [
      `    <rule><type>${rule.action === "permit" ? "pass" : "block"}</type>`,
      `<interface>${INTERFACES.pfsense(rule.from.index)}</interface><ipprotocol>inet</ipprotocol>`,
      rule.protocol === "ip" ? "" : `<protocol>${rule.protocol}</protocol>`,
      `<source>${side(rule.sources)}</source>`,
      `<destination>${side(rule.destinations)}${ports(rule.ports)}</destination>`,
      `<descr>rule ${rule.id}</descr><tracker>${1_700_000_000 + rule.id}</tracker></rule>`,
    ].join(""),
  );
  return [
    '<?xml version="1.0"?>',
    "<pfsense>",
    "  <version>22.9</version>",
    "  <system><hostname>pf-ra</hostname></system>",
    "  <interfaces>",
    ...zones.map(({ index, gateway, length }) => {
      const name = INTERFACES.pfsense(index);
      return `    <${name}><if>vtnet${index}</if><enable/><ipaddr>${dotted(gateway)}</ipaddr><subnet>${length}</subnet></${name}>`;
    }),
    "  </interfaces>",
    "  <nat><outbound><mode>disabled</mode></outbound></nat>",
    "  <aliases>",
    ...aliases,
    "  </aliases>",
    "  <filter>",
    ...lines,
    "  </filter>",
    "</pfsense>",
    "",
  ].join("\n");
}

function writeZones({ zones, flows }) {
  const rows = zones.map(
    ({ name, base, length }) =>
      `  ${name}: { kind: cell, level: 1, sl-target: 1, networks: [${dotted(base)}/${length}] }`,
  );
  const byPair = groupedBy(flows, pairOf);
  const conduits = [...byPair].flatMap(([pair, own], index) => {
    const flow = ({ from, to, protocol, port }, at) =>
      `      - { id: F-${index + 1}-${at + 1}, from: [${from.name}], to: [${to.name}], service: ${protocol}/${port}, why: bench }`;
    return [`  C-${index + 1}:`, `    between: [${pair}]`, "    sl-target: 1", "    flows:", ...own.map(flow)];
  });
  const declared = conduits.length === 0 ? [] : ["conduits:", ...conduits];
  return ["version: 1", "system: Generated rule set", "zones:", ...rows, ...declared, ""].join("\n");
}

function groupedBy(list, keyOf) {
  const groups = new Map();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

/** A conduit joins two zones, whichever way its flows go. */
function pairOf({ from, to }) {
  return [from, to]
    .sort((a, b) => a.index - b.index)
    .map(({ name }) => name)
    .join(", ");
}

function writeJson({ zones, probes }) {
  const zone = ({ name, base, length, index }) => ({
    name,
    network: `${dotted(base)}/${length}`,
    ios_interface: INTERFACES.ios(index),
    fortios_interface: INTERFACES.fortios(index),
    pfsense_interface: INTERFACES.pfsense(index),
  });
  const probe = ({ from, protocol, src, dst, port, rule, action }) =>
    JSON.stringify({
      in_zone: from.name,
      protocol,
      src: dotted(src),
      dst: dotted(dst),
      dst_port: port ?? null,
      rule,
      action,
    });
  const head = `"zones": ${JSON.stringify(zones.map(zone))}`;
  return `{\n${head},\n"probes": [\n${probes.map(probe).join(",\n")}\n]\n}\n`;
}
