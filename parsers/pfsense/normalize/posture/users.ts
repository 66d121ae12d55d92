/** The users of the local database. */
import type { VpnUser } from "../../../../src/model/posture.js";
import { child, children, type Element, textOf } from "../../tree.js";
import type { Context } from "../context.js";
import { isOn } from "../switches.js";

/** All users of the local database, as a group. */
export const LOCAL_GROUP = "Local Database";

export function usersOf({ root }: Context): readonly Element[] {
  return children(child(root, "system"), "user").filter((user) => textOf(user, "name") !== "");
}

export function readUsers(context: Context): VpnUser[] {
  return usersOf(context).map((user) => ({
    name: textOf(user, "name"),
    enabled: !isOn(context, user, "disabled"),
    kind: "password",
    secondFactor: secondFactorOf(user),
    at: context.startOf(user),
  }));
}

/** A seed for one-time passwords counts; whether they are asked for is a matter of the server that checks. */
export function secondFactorOf(user: Element): string {
  return textOf(user, "otp_seed") === "" ? "none" : "totp";
}

/** The entry of an authentication server by name. */
export function serverNamed({ root }: Context, name: string): Element | undefined {
  return children(child(root, "system"), "authserver").find((each) => textOf(each, "name") === name);
}
