/** A generated rule set as configurations of four platforms, as a map of zones, and as JSON with its probes. */
import { groupedBy } from "./probing.mjs";
import { write as asa, interfaceOf as asaInterface } from "./vendors/asa.mjs";
import { write as fortios, interfaceOf as fortiosInterface } from "./vendors/fortios.mjs";
import { write as ios, interfaceOf as iosInterface } from "./vendors/ios.mjs";
import { write as pfsense, interfaceOf as pfsenseInterface } from "./vendors/pfsense.mjs";
import { dotted } from "./vendors/text.mjs";

const VENDORS = [
  { write: ios, interfaceOf: iosInterface, vendor: "ios", key: "ios_interface", ending: "cfg", host: "core-1" },
  { write: asa, interfaceOf: asaInterface, vendor: "asa", key: "asa_nameif", ending: "cfg", host: "asa-sis" },
  {
    write: fortios,
    interfaceOf: fortiosInterface,
    vendor: "fortios",
    key: "fortios_interface",
    ending: "conf",
    host: "fw-edge",
  },
  {
    write: pfsense,
    interfaceOf: pfsenseInterface,
    vendor: "pfsense",
    key: "pfsense_interface",
    ending: "xml",
    host: "pf-ra",
  },
];

/** The files of a rule set as [name, text]: one for each vendor and device; where devices are several, in a folder each. */
export function filesOf(ruleSet) {
  const { devices, networks } = ruleSet;
  const isOne = devices.length === 1;
  const configs = VENDORS.flatMap(({ vendor, ending, write, ...names }) =>
    devices.map(({ index, networks: own, transit, rules }) => {
      const routes = networks
        .filter(({ device }) => device !== index)
        .map(({ base, length, device }) => ({ base, length, hop: devices[device].transit.gateway }));
      const hostname = hostnameOf(names, index, isOne);
      const text = write({ hostname, legs: isOne ? own : [...own, transit], routes, rules });
      return [isOne ? `${vendor}.${ending}` : `${vendor}/${hostname}.${ending}`, text];
    }),
  );
  return [...configs, ["zones.yaml", writeZones(ruleSet)], ["rules.json", writeJson(ruleSet)]];
}

function hostnameOf({ host }, index, isOne) {
  return isOne ? host : `${host.split("-")[0]}-${index + 1}`;
}

function writeZones({ zones, devices, flows }) {
  const rows = zones.map(({ name, networks }) => {
    const texts = networks.map(({ base, length }) => `${dotted(base)}/${length}`);
    return `  ${name}: { kind: cell, level: 1, sl-target: 1, networks: [${texts.join(", ")}] }`;
  });
  const transit = devices.length === 1 ? [] : [transitRow(devices[0].transit)];
  const conduits = [...groupedBy(flows, (flow) => pairOf(flow, zones))].flatMap(([pair, own], index) => {
    const flow = ({ from, to, protocol, port }, at) =>
      `      - { id: F-${index + 1}-${at + 1}, from: [${zones[from.zone].name}], to: [${zones[to.zone].name}], service: ${protocol}/${port}, why: bench }`;
    return [`  C-${index + 1}:`, `    between: [${pair}]`, "    sl-target: 1", "    flows:", ...own.map(flow)];
  });
  const declared = conduits.length === 0 ? [] : ["conduits:", ...conduits];
  return ["version: 1", "system: Generated rule set", "zones:", ...rows, ...transit, ...declared, ""].join("\n");
}

function transitRow({ base, length }) {
  return `  transit: { kind: infrastructure, level: 2, sl-target: 1, networks: [${dotted(base)}/${length}] }`;
}

/** A conduit joins two zones, whichever way its flows go. */
function pairOf({ from, to }, zones) {
  return [from.zone, to.zone]
    .sort((a, b) => a - b)
    .map((index) => zones[index].name)
    .join(", ");
}

/** Networks by name, each with the interface that packets from it come in by, and the probes. */
function writeJson({ networks, devices, probes }) {
  const isOne = devices.length === 1;
  const interfacesOf = ({ device, leg }) =>
    VENDORS.map(({ key, interfaceOf, ...names }) => {
      const door = interfaceOf(leg);
      return [key, isOne ? door : `${hostnameOf(names, device, isOne)}/${door}`];
    });
  const network = (one) => ({
    ...{ name: one.name, network: `${dotted(one.base)}/${one.length}` },
    ...Object.fromEntries(interfacesOf(one)),
  });
  const probe = ({ from, protocol, src, dst, port, rule, action }) =>
    JSON.stringify({
      ...{ in_zone: from.name, protocol, src: dotted(src), dst: dotted(dst) },
      ...{ dst_port: port ?? null, rule, action },
    });
  const head = `"zones": ${JSON.stringify(networks.map(network))}`;
  return `{\n${head},\n"probes": [\n${probes.map(probe).join(",\n")}\n]\n}\n`;
}
