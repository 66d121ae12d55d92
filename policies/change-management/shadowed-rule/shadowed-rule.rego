# METADATA
# title: Rule that can never match
# description: |
#   Earlier rules cover everything this rule matches, so it is without effect. What is written is not what happens;
#   worst where a deny is hidden by a permit.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { RA: 1 }
#   requirements: [SR 7.6]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Remove the rule, or move it before the rules that cover it if it was meant to decide.
package zoneproof.checks["change-management"]["shadowed-rule"]

import data.zoneproof.lib.verdict

device contains finding if {
	some i, dead in input.dead_rules
	not dead.rule.implicit # a default that is never reached is nobody's mistake

	finding := {
		"verdict": verdict.of_rules(array.concat([dead.rule], dead.covered_by)),
		"severity": _severity(dead),
		"message": concat(" ", [concat("", [input.id, ":"]), "{rule} can never match,", _why(dead)]),
		"evidence": [["dead_rules", i], ["dead_rules", i, "covered_by"]],
	}
}

_severity(dead) := "high" if {
	dead.hides_deny
} else := "medium"

_why(dead) := "nothing is left for it to match" if {
	count(dead.covered_by) == 0
} else := concat(" ", ["{covered_by}", _verb(dead), "it"])

_verb(dead) := "before it overrules" if {
	dead.contradicts
} else := "before it covers"
