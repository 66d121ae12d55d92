/** By which interfaces the agents of SNMP answer (services_snmp.php of pfSense, snmpd.conf of os-net-snmp). */
import { describe, expect, it } from "vitest";
import { managementOf } from "../../analyse/text-plants.js";
import { opnsense, pfsense } from "./configuration.js";

const PASS = (id: string) =>
  `<rule><type>pass</type><interface>${id}</interface><ipprotocol>inet</ipprotocol><source><any></any></source><destination><any></any></destination></rule>`;
/** What comes in by the LAN is let in to the address there alone. */
const RULES = `${PASS("lan").replace("<any></any></destination>", "<address>10.1.0.1</address></destination>")}${PASS("opt1")}`;
const ZONES = ["office 10.1.0.0/24", "cell-a 10.2.0.0/24"];

const own = (words: string) => pfsense({ rules: RULES, more: `<snmpd><enable></enable>${words}</snmpd>` });
const plugin = (words: string) =>
  opnsense({ rules: RULES, models: `<Netsnmp><general><enabled>1</enabled>${words}</general></Netsnmp>` });

const ROWS: readonly {
  readonly trap: string;
  readonly text: string;
  readonly office: string;
  readonly cell: string;
}[] = [
  { trap: "everywhere", text: own(""), office: "reachable", cell: "reachable" },
  { trap: "all of them", text: own("<bindip>all</bindip>"), office: "reachable", cell: "reachable" },
  { trap: "the LAN", text: own("<bindip>lan</bindip>"), office: "reachable", cell: "perhaps" },
  { trap: "the cell", text: own("<bindip>opt1</bindip>"), office: "not reachable", cell: "reachable" },
  { trap: "the device alone", text: own("<bindip>lo0</bindip>"), office: "not reachable", cell: "not reachable" },
  { trap: "a shared address", text: own("<bindip>lan,_vip5</bindip>"), office: "perhaps", cell: "perhaps" },
  { trap: "the LAN, as old releases say it", text: own("<bindlan></bindlan>"), office: "perhaps", cell: "perhaps" },
  { trap: "the plugin, everywhere", text: plugin(""), office: "reachable", cell: "reachable" },
  {
    trap: "the plugin, by address",
    text: plugin("<listen>10.2.0.1</listen>"),
    office: "not reachable",
    cell: "reachable",
  },
  {
    trap: "the plugin, another address",
    text: plugin("<listen>10.9.0.1</listen>"),
    office: "perhaps",
    cell: "perhaps",
  },
];

describe("an agent that answers on", () => {
  it.each(ROWS)("$trap", async ({ text, office, cell }) => {
    const reach = await managementOf([text], ZONES, "snmp");
    expect(reach).toEqual([`office ${office}`, `cell-a ${cell}`]);
  });
});
