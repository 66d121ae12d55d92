/** Every diagnostic code, once. Codes are stable for ever; a file per stage or vendor holds its rows. */

import type { CodeRow } from "./code-row.js";
import { CISCO_CODES } from "./codes-cisco.js";
import { FORTIGATE_CODES } from "./codes-fortigate.js";
import { PFSENSE_CODES } from "./codes-pfsense.js";
import { STAGE_CODES } from "./codes-stages.js";
import { TOPOLOGY_CODES } from "./codes-topology.js";
import { ZONES_CODES } from "./codes-zones.js";

export const CODES = {
  ...STAGE_CODES,
  ...TOPOLOGY_CODES,
  ...ZONES_CODES,
  ...FORTIGATE_CODES,
  ...CISCO_CODES,
  ...PFSENSE_CODES,
} as const satisfies Record<string, CodeRow>;

export type Code = keyof typeof CODES;
