/** How rules are called in the sentences of findings. */
import { describe, expect, it } from "vitest";
import { ruleSubject, ruleTitle, withRules } from "../../src/judge/wording.js";
import { CARRIER, RULE } from "./facts.js";

describe("the title of a rule", () => {
  it.each([
    ["with a name", RULE(), 'firewall policy 10 "ERP-to-SCADA"'],
    ["whose name is its id", RULE({ name: "10" }), "firewall policy 10"],
    ["that nobody wrote", RULE({}, { implicit: true }), "ERP-to-SCADA"],
  ])("%s", (_, rule, title) => {
    expect(ruleTitle(rule)).toBe(title);
  });

  it("of a default without a name is that of its table", () => {
    const { name: _name, ...rule } = RULE({}, { implicit: true });
    expect(ruleTitle(rule)).toBe("the default of firewall policy");
    expect(ruleSubject(rule)).toEqual(["firewall policy", "10"]);
  });
});

describe("the names in a sentence", () => {
  const many = ["1", "2", "3", "4", "5"].map((id) => RULE({ id, name: id }));

  it("are those of the rule, or of the rule that facts are about", () => {
    const said = "fw-edge: {rule} permits every port";
    expect(withRules(said, [RULE()])).toBe('fw-edge: firewall policy 10 "ERP-to-SCADA" permits every port');
    expect(withRules(said, [CARRIER()])).toBe(withRules(said, [RULE()]));
  });

  it("are the first three of a list, from wherever the evidence has it", () => {
    expect(withRules("denied by {blocked_by}", [many, { blocked_by: many }])).toBe(
      "denied by firewall policy 1, firewall policy 2, firewall policy 3 and 2 more",
    );
  });

  it("are the first three of all evidence that has a rule", () => {
    const carriers = many.map((rule) => CARRIER({ rule }));
    expect(withRules("let through by {rules}", [...carriers, { src: "10.1.0.9" }])).toBe(
      "let through by firewall policy 1, firewall policy 2, firewall policy 3 and 2 more",
    );
    expect(withRules("let through by {rules}", carriers.slice(0, 1))).toBe("let through by firewall policy 1");
  });

  it("must be there", () => {
    expect(() => withRules("by {rules}", [{ src: "10.1.0.9" }])).toThrow(/names \{rules\} of facts/);
    expect(() => withRules("{covered_by} covers it", [RULE()])).toThrow(/names \{covered_by\} of facts/);
  });

  it("leave other braces alone", () => {
    expect(withRules("zone {a} is odd", [])).toBe("zone {a} is odd");
  });
});
