/** Service policies of an ASA: what their actions leave open, as long as they are bound (reference/cisco.md 3.5, 8.1). */
import { describe, expect, it } from "vitest";
import { asa, doubtsOf } from "./asa-site.js";

const MAP = "policy-map P\n class class-default\n  set connection advanced-options tcp-state-bypass";
const WHY = "P: TCP passes without a session";

describe("an action that decides over packets", () => {
  it.each([
    ["service-policy P global", [WHY]],
    ["service-policy P interface inside", [WHY]],
    ["", []],
    ["service-policy P global\nno service-policy P global", []],
    ["service-policy P interface inside\nno service-policy P global", [WHY]],
    ["service-policy P global\nno service-policy P interface inside", [WHY]],
    ["no service-policy P global\nservice-policy P global", [WHY]],
    ["service-policy P global\nno policy-map P", []],
  ])("counts where it is bound at the end: %j", (lines, expected) => {
    expect(doubtsOf(asa(`${MAP}\n${lines}`))).toEqual(expected);
  });
});

describe("an action that is not known", () => {
  const MAPS = "policy-map P\n class class-default\n  sideways 10";
  const UNREAD = 'the statement "sideways" in policy-map was not understood';
  it.each([
    ["service-policy P global", [UNREAD]],
    ["service-policy P interface inside", [UNREAD]],
    ["", []],
  ])("leaves what it may do open where it is bound: %j", (lines, expected) => {
    expect(doubtsOf(asa(`${MAPS}\n${lines}`))).toEqual(expected);
  });
});
