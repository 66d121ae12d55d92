# METADATA
# title: Rule that is not needed
# description: |
#   No packet can match the rule, or later rules of the same list decide everything alike that it decides. It does no harm
#   today; it hides what the list is about, and comes to life when somebody changes another rule.
# schemas:
#   - input: schema.device
# custom:
#   severity: low
#   sl_target: { RA: 1 }
#   requirements: [SR 7.7]
#   verdict_kind: indicates
#   owner: IT
#   phase: 3
#   action: Remove the rule, or correct it; narrow the later one if that takes more than it should.
package zoneproof.checks["change-management"]["redundant-or-unused-rule"]

import data.zoneproof.lib.verdict

device contains finding if {
	some i, empty in input.empty_rules
	finding := {
		"verdict": verdict.of_presence,
		"severity": "low",
		"message": concat("", [input.id, ": no packet can match {rule}: ", _nothing[empty.because]]),
		"evidence": [["empty_rules", i]],
	}
}

device contains finding if {
	some i, redundant in input.redundant_rules
	not redundant.by_everything # a list ends with one that denies the rest; one that permits it is any-any-rule
	finding := {
		"verdict": verdict.of_rule(redundant, redundant.rule),
		"severity": "low",
		"message": concat(" ", [concat("", [input.id, ":"]), _these(redundant.count), "{decided_by} below decides the same way"]),
		"evidence": [
			["redundant_rules", i],
			["redundant_rules", i, "others"],
			["redundant_rules", i, "decided_by"],
		],
	}
}

_nothing := {
	"source": "its source holds no address",
	"destination": "its destination holds no address",
	"service": "no packet has its service",
	"interfaces": "it applies on no interface",
	"families": "its source and its destination are of different IP versions",
}

_these(1) := "{rule} is not needed, what it decides"

_these(number) := concat(" ", ["{rule} and", format_int(number - 1, 10), "more are not needed, what they decide"]) if number > 1
