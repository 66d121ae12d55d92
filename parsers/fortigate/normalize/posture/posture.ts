/** How a FortiGate is run, beside what it filters: facts for policies (reference/checks.md), none of which a packet depends on. */
import type { ManagementService } from "../../../../src/model/device.js";
import type { Posture } from "../../../../src/model/posture.js";
import type { Context } from "../context.js";
import type { Vdoms } from "../vdoms.js";
import { readAdministration } from "./administration.js";
import { readClock } from "./clock.js";
import { readFloodLimits, readInspection } from "./inspection.js";
import { readLogging } from "./logging.js";
import { readPortals } from "./portals.js";
import { Sections } from "./sections.js";
import { readSnmp } from "./snmp.js";
import { readSurface } from "./surface.js";
import { readTunnels } from "./tunnels.js";
import { readCluster, readUpkeep } from "./upkeep.js";
import { readUserGroups, readUsers } from "./users.js";

/** @param services what the device itself answers. */
export function readPosture(vdoms: Vdoms, services: readonly ManagementService[], context: Context): Posture {
  const sections = new Sections(vdoms, context);
  return {
    isWhole: sections.isComplete,
    model: context.header.model,
    logging: readLogging(sections),
    administration: readAdministration(sections),
    snmp: readSnmp(sections, services),
    clock: readClock(sections),
    tunnels: sections.told(readTunnels(sections)),
    portals: sections.told(readPortals(sections)),
    users: readUsers(sections),
    userGroups: readUserGroups(sections),
    inspection: readInspection(sections),
    floodLimits: sections.told(readFloodLimits(sections)),
    cluster: readCluster(sections),
    upkeep: readUpkeep(sections),
    surface: readSurface(sections),
  };
}
