/** Known sections about how the device is run: no packet depends on them, and policies ask for what they say. */
import { SNMP_KEYS, STITCH_KEYS, WIRELESS_KEYS } from "./kept-keys.js";
import { keptSection, type Section, sectionApart, switches } from "./treatment.js";

const BY_ITSELF = "what the device does by itself: whether it enters commands that may change what passes is looked at";

const SECTIONS: readonly (readonly [why: string, names: readonly string[]])[] = [
  [
    "what is recorded and where, read for policies; no packet depends on it",
    [
      ...["syslogd", "syslogd2", "syslogd3", "syslogd4", "fortianalyzer", "fortianalyzer2", "fortianalyzer3"].flatMap(
        (name) => [`log ${name} setting`, `log ${name} override-setting`],
      ),
      "log fortianalyzer-cloud setting",
      "log fortianalyzer-cloud override-setting",
      "log fortiguard setting",
      "log fortiguard override-setting",
      "log disk setting",
      "log memory setting",
      "log eventfilter",
      "log setting",
    ],
  ],
  [
    "who administers and how they prove it, read for policies; which packets reach the device stays the same",
    ["system accprofile", "system password-policy"],
  ],
  ["from where programs administer is read; who they are changes no packet", ["system api-user"]],
  ["who users are, read for policies; policies that name users are taken as doubtful", ["user local", "user group"]],
  ["who may ask by SNMP, read for policies", ["system snmp community", "system snmp user"]],
  [
    "whom the device itself asks for names and accounts, read for policies; packets pass as before",
    ["system dns", "user radius", "user tacacs+", "user ldap"],
  ],
  ["looks at copies of packets, read for policies", ["firewall sniffer"]],
  ["where the time comes from, read for policies", ["system ntp"]],
  ["what inspection looks for, read for policies: it only takes away from what a policy accepts", ["ips global"]],
  [
    "thresholds, read for policies: it drops by rate and permits nothing",
    ["firewall DoS-policy", "firewall DoS-policy6"],
  ],
  ["what the device does by itself, read for policies", ["system central-management"]],
];

export const POSTURE_SECTIONS: readonly [string, Section][] = [
  ...SECTIONS.flatMap(([why, names]) => names.map((name): [string, Section] => [name, sectionApart(why)])),
  ["system snmp sysinfo", keptSection("whether the device answers by SNMP", SNMP_KEYS, switches("status"))],
  ["system automation-stitch", keptSection(BY_ITSELF, STITCH_KEYS, switches("status"))],
  // Their scripts may hold passwords, whatever their keys are called: no line of them is shown.
  ["system automation-action", sectionApart(BY_ITSELF)],
  ["system auto-script", sectionApart(BY_ITSELF)],
  [
    "wireless-controller vap",
    keptSection(
      "networks in the air; they reach the firewall as interfaces, unless the row says otherwise",
      WIRELESS_KEYS,
      switches("captive-portal intra-vap-privacy local-bridging local-standalone split-tunneling"),
    ),
  ],
];
