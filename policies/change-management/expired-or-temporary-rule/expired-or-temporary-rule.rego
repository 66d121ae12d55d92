# METADATA
# title: Rule that should be gone by now
# description: |
#   A permit rule calls itself a test or temporary, or the day on which it was to end by its comment or its own expiry is
#   past, and it is still switched on.
# schemas:
#   - input: schema.device
# custom:
#   severity: high
#   sl_target: { RA: 1 }
#   requirements: [SR 7.6, SR 7.7]
#   verdict_kind: indicates
#   owner: IT
#   phase: 1
#   action: Delete the rule, or make it a declared flow with a reason.
package zoneproof.checks["change-management"]["expired-or-temporary-rule"]

import data.zoneproof.lib.verdict

device contains finding if {
	some i, rule in input.permits
	not rule.implicit
	what := _over(rule)
	finding := {
		"verdict": verdict.of_presence,
		"severity": "high",
		"message": concat(" ", [concat("", [input.id, ":"]), "{rule}", what]),
		"evidence": [["permits", i]],
	}
}

device contains {"not_assessed": "no day was given to judge dates for (--as-of)"} if {
	not input.as_of
	some rule in input.permits
	_has_a_day(rule)
}

_has_a_day(rule) if rule.until

_has_a_day(rule) if rule.expires

_over(rule) := concat(" ", ["was to end on", rule.until]) if {
	rule.until < input.as_of
} else := concat(" ", ["expired on", day]) if {
	day := replace(substring(rule.expires, 0, 10), "/", "-")
	day < input.as_of
} else := "calls itself temporary" if {
	rule.temporary
	not _ends_later(rule)
}

# A test with an end that is still to come is what it should be.
_ends_later(rule) if rule.until >= input.as_of

_ends_later(rule) if rule.expires
