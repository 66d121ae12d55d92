/** People who log in through the device: local users, and the groups that policies and tunnels name. */
import type { UserGroup, VpnUser } from "../../../../src/model/posture.js";
import { type Block, textOf, valuesOf } from "../../tree.js";
import type { Sections } from "./sections.js";

export function readUsers(sections: Sections): VpnUser[] {
  return sections.rows("user local").map((row) => ({
    name: row.name,
    enabled: textOf(row, "status") !== "disable",
    kind: textOf(row, "type") ?? "password",
    secondFactor: secondFactorOf(row),
    at: sections.placeOf(row),
  }));
}

export function readUserGroups(sections: Sections): UserGroup[] {
  return sections.rows("user group").map((row) => ({
    name: row.name,
    members: valuesOf(row, "member"),
    at: sections.placeOf(row),
  }));
}

/** `two-factor`, off by default; `none` where it is. */
export function secondFactorOf(row: Block): string {
  const factor = textOf(row, "two-factor") ?? "disable";
  return factor === "disable" ? "none" : factor;
}
