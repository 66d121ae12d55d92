/**
 * Exports of large Cisco devices, at the mixture of statements that real ones have: interfaces, VLANs, lists with remarks,
 * groups, routes, maps, a certificate, a banner. For the speed of reading: what the statements say makes sense, and no more.
 */
const WORDS = ["scada", "historian", "plc", "hmi", "engineering", "camera", "vendor", "backup", "safety", "packing"];
const PORTS = ["eq 502", "eq 443", "eq www", "range 1024 2023", "eq 44818", "gt 1023", "eq domain"];

/** Platforms with their writers: a head, a unit that is repeated with another number, and an end. */
const WRITERS = {
  ios: { head: iosHead, unit: iosUnit, end: ["line vty 0 4", " transport input ssh", "!", "end"] },
  asa: { head: asaHead, unit: asaUnit, end: ["ssh timeout 5", "!", "Cryptochecksum:0", ": end"] },
  nxos: { head: nxosHead, unit: nxosUnit, end: ["line vty", "  exec-timeout 10"] },
};

export const PLATFORMS = Object.keys(WRITERS);

/** @param bytes how long the text is at least. @returns the export of one device. */
export function exportText(platform, bytes) {
  const { head, unit, end } = WRITERS[platform];
  const parts = [head().join("\n")];
  for (let length = 0, number = 1; length < bytes; number++) {
    const part = unit(number).join("\n");
    length += part.length + 1;
    parts.push(part);
  }
  return [...parts, ...end, ""].join("\n");
}

/** What every number stands for: equal numbers give equal values. */
function values(number) {
  const octets = [number >> 8, number & 255].map((one) => one % 250);
  const word = WORDS[number % WORDS.length];
  return { octets, word, net: `10.${octets.join(".")}`, name: `${word.toUpperCase()}-${number}` };
}

function times(count, make) {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}

function certificate() {
  const words = times(8, (index) => (0x30820000 + 7919 * index).toString(16).toUpperCase()).join(" ");
  return [" certificate self-signed 01", ...times(40, () => `  ${words}`), "  \tquit"];
}

function iosHead() {
  return [
    "Building configuration...",
    "",
    "Current configuration : 10485760 bytes",
    "!",
    "version 15.2",
    "service timestamps debug datetime msec",
    "service timestamps log datetime msec",
    "service password-encryption",
    "!",
    "hostname core-1",
    "!",
    "aaa new-model",
    "crypto pki certificate chain TP-self-signed-1",
    ...certificate(),
    "!",
    "spanning-tree mode rapid-pvst",
    "banner login ^C",
    "Authorised staff of the plant only.",
    "Every session is recorded.",
    "^C",
    "!",
  ];
}

function iosEntry({ net, word }, index) {
  const source =
    index % 3 === 0 ? "any" : index % 3 === 1 ? `host ${net}.${index}` : `${net}.0 0.0.0.${2 ** (index % 7) - 1}`;
  const destination =
    index % 4 === 0 ? `object-group ${word}-servers` : `10.${200 + (index % 50)}.${index}.0 0.0.0.255`;
  const action = index % 9 === 0 ? "deny  " : "permit";
  if (index % 5 === 0) return ` ${action} udp ${source} ${destination} ${PORTS[index % 5]} log`;
  if (index % 7 === 0) return ` ${action} icmp ${source} ${destination} echo`;
  return ` ${action} tcp ${source} ${destination} ${index % 6 === 0 ? "established" : PORTS[index % 7]}`;
}

function iosUnit(number) {
  const one = values(number);
  const { net, name, word, octets } = one;
  const groups =
    number <= WORDS.length
      ? [`object-group network ${word}-servers`, ` host ${net}.9`, ` ${net}.16 255.255.255.240`, "!"]
      : [];
  return [
    ...groups,
    `vlan ${number}`,
    ` name ${name}`,
    "!",
    `interface GigabitEthernet${1 + (number >> 6)}/0/${number & 63}`,
    ` description ${word} cell ${number}, panel ${octets[1]}`,
    ` switchport access vlan ${number}`,
    " switchport mode access",
    " switchport nonegotiate",
    " storm-control broadcast level 2.00",
    " spanning-tree portfast",
    " spanning-tree bpduguard enable",
    "!",
    `interface Vlan${number}`,
    ` description ${name}`,
    ` ip address ${net}.1 255.255.255.0`,
    ` ip access-group ${name}-IN in`,
    " no ip redirects",
    " no ip proxy-arp",
    ` standby 1 ip ${net}.254`,
    " standby 1 priority 110",
    "!",
    `ip route 172.${16 + (octets[0] & 15)}.${octets[1]}.0 255.255.255.0 ${net}.2 name ${name}`,
    "!",
    `ip access-list extended ${name}-IN`,
    ` remark what ${word} cell ${number} may reach`,
    ...times(30, (index) => iosEntry(one, index)),
    " deny   ip any any log",
    `access-list ${100 + (number & 15)} permit tcp host ${net}.7 any eq ${1000 + number}`,
    `ip prefix-list ${name} seq 5 permit ${net}.0/24`,
    `route-map ${name} permit 10`,
    ` match ip address prefix-list ${name}`,
    " set local-preference 200",
    "!",
    `snmp-server host ${net}.8 version 3 priv monitor`,
    `logging host ${net}.8`,
  ];
}

function asaHead() {
  return [
    ": Saved",
    ": ",
    "ASA Version 9.12(4) ",
    "!",
    "hostname fw-edge",
    "names",
    "crypto ca certificate chain TP-1",
    ...certificate(),
    "!",
    "interface GigabitEthernet0/0",
    " nameif outside",
    " security-level 0",
    " ip address 192.0.2.1 255.255.255.0 ",
    "!",
    "interface GigabitEthernet0/1",
    " nameif inside",
    " security-level 100",
    " ip address 10.0.0.1 255.0.0.0 ",
    "!",
    "access-group OUTSIDE-IN in interface outside",
    "access-group INSIDE-IN in interface inside",
  ];
}

function asaEntry({ net, name }, list, index) {
  const side =
    index % 3 === 0 ? "any" : index % 3 === 1 ? `host ${net}.${index}` : `${net}.${16 * (index & 7)} 255.255.255.240`;
  const other = index % 2 === 0 ? `object-group ${name}` : `10.${200 + (index % 50)}.${index}.0 255.255.255.0`;
  const ports = index % 5 === 0 ? `object-group ${name}-ports` : PORTS[index % 4];
  return `access-list ${list} extended ${index % 9 === 0 ? "deny" : "permit"} tcp ${side} ${other} ${ports} ${index % 4 === 0 ? "log " : ""}`;
}

function asaUnit(number) {
  const one = values(number);
  const { net, name, word } = one;
  return [
    `object network ${name}-server`,
    ` host ${net}.5`,
    ` description ${word} ${number}`,
    `object-group network ${name}`,
    ` network-object host ${net}.9`,
    ` network-object ${net}.16 255.255.255.240`,
    ` network-object object ${name}-server`,
    `object-group service ${name}-ports tcp`,
    " port-object eq 502",
    ` port-object range ${2000 + number} ${2010 + number}`,
    `access-list INSIDE-IN remark ${word} cell ${number}`,
    ...times(20, (index) => asaEntry(one, "INSIDE-IN", index)),
    ...times(10, (index) => asaEntry(one, "OUTSIDE-IN", index)),
    `route inside ${net}.0 255.255.255.0 10.0.0.2 1`,
    `logging host inside ${net}.8`,
    `snmp-server host inside ${net}.8 version 3 monitor`,
    `ssh ${net}.0 255.255.255.0 inside`,
  ];
}

function nxosHead() {
  return [
    "!Command: show running-config",
    "!Time: Thu Nov 26 06:10:00 2026",
    "",
    "version 9.3(5) Bios:version 07.68 ",
    "switchname core-2",
    "feature interface-vlan",
    "feature hsrp",
    "vlan 1-3900",
    "vrf context management",
    "  ip route 0.0.0.0/0 10.255.0.1",
    "",
  ];
}

function nxosUnit(number) {
  const { net, name, word, octets } = values(number);
  const entry = (index) => {
    const source = index % 3 === 0 ? "any" : index % 3 === 1 ? `${net}.${index}/32` : `${net}.0/24`;
    const destination = index % 4 === 0 ? `addrgroup ${name}-servers` : `10.${200 + (index % 50)}.${index}.0/24`;
    return `  ${10 * index} ${index % 9 === 0 ? "deny" : "permit"} tcp ${source} ${destination} ${PORTS[index % 7]} `;
  };
  return [
    `object-group ip address ${name}-servers`,
    `  10 host ${net}.9 `,
    `  20 ${net}.16/28 `,
    `ip access-list ${name}-IN`,
    "  statistics per-entry",
    `  5 remark what ${word} cell ${number} may reach`,
    ...times(30, entry),
    "  400 deny ip any any log ",
    `interface Vlan${number}`,
    `  description ${name}`,
    "  no shutdown",
    `  ip access-group ${name}-IN in`,
    "  no ip redirects",
    `  ip address ${net}.1/24`,
    "  hsrp 1",
    `    ip ${net}.254`,
    `interface Ethernet${1 + (number >> 6)}/${1 + (number & 63)}`,
    `  description ${word} cell ${number}`,
    "  switchport",
    `  switchport access vlan ${number}`,
    "  spanning-tree port type edge",
    "  no shutdown",
    `ip route 172.${16 + (octets[0] & 15)}.${octets[1]}.0/24 ${net}.2 name ${name}`,
    `snmp-server host ${net}.8 traps version 3 priv monitor `,
    `ip prefix-list ${name} seq 5 permit ${net}.0/24 `,
  ];
}
