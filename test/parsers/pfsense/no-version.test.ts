/** A configuration of pfSense without its version may be of any release: what differs by release is open. */
import { describe, it } from "vitest";
import { network, on, pfsense, rule, type Sections } from "./configuration.js";
import { expectVerdicts, type Trap } from "./trap-table.js";

const LAN_CELL = "lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502";
const CARP = "lan>opt1 112 10.1.0.5 > 10.2.0.9";
const GROUP = "<ifgroups><ifgroupentry><ifname>PLANT</ifname><members>lan opt1</members></ifgroupentry></ifgroups>";

const TRAPS: readonly Trap<Sections>[] = [
  {
    trap: "2.3: a floating rule of no enabled interface may be for all of them",
    given: { rules: rule(`${on("pass", "opt9")}<floating>yes</floating><quick></quick>`) },
    unknown: [LAN_CELL],
  },
  {
    trap: "2.4: the network of a group may be no word",
    given: { more: GROUP, rules: rule(on("pass", "lan"), { to: network("PLANT") }) },
    unknown: [LAN_CELL],
  },
  {
    trap: "2.4: ports beside SCTP may be left out",
    given: { rules: rule(on("pass", "lan", "sctp"), { to: "<any></any><port>2905</port>" }) },
    permits: ["lan>opt1 sctp 10.1.0.5 > 10.2.0.9:2905"],
    unknown: ["lan>opt1 sctp 10.1.0.5 > 10.2.0.9:2906"],
  },
  {
    trap: "3 step 9: CARP may pass where there is any virtual address",
    given: {
      more: "<virtualip><vip><mode>ipalias</mode><interface>lan</interface><subnet>10.1.0.2</subnet><subnet_bits>24</subnet_bits></vip></virtualip>",
    },
    unknown: [CARP],
    denies: [LAN_CELL],
  },
];

describe("pfSense without a version", () => {
  it.each(TRAPS)("$trap", ({ given, ...of }) => {
    expectVerdicts(pfsense(given).replace("<version>24.0</version>", ""), of);
  });
});
