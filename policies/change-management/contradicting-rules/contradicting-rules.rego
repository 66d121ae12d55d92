# METADATA
# title: Rules that contradict each other
# description: |
#   A rule and an earlier one of the other action match the same packets, and neither lies within the other: their order
#   alone says what happens. One that is moved, or put between them, changes what passes, and nobody who reads the later
#   rule sees what it does not decide. Exceptions that lie wholly within a later rule are the usual way to write one, and
#   are not told of.
# schemas:
#   - input: schema.device
# custom:
#   severity: low
#   sl_target: { RA: 1 }
#   requirements: [SR 7.6]
#   verdict_kind: indicates
#   owner: IT
#   phase: 3
#   action: Narrow one of the two to what it is meant to decide, or note why their order is right.
package zoneproof.checks["change-management"]["contradicting-rules"]

import data.zoneproof.lib.verdict

device contains finding if {
	some i, table in input.contradictions
	finding := {
		"verdict": verdict.of_presence, # only what is known exactly is compared
		"severity": _severity(table),
		"message": concat("", [
			input.id, ": ", _stand(table), " against earlier ones of the other action that match a part of the same: ",
			"{rule} against {overruled_by}", _more(table), _cut(table),
		]),
		"rule": table.table,
		"subject": [table.table],
		"evidence": [path |
			some j in numbers.range(0, table.shown - 1)
			some path in [["contradictions", i, "rules", j], ["contradictions", i, "rules", j, "overruled_by"]]
		],
	}
}

_severity(table) := "medium" if {
	table.permits_denied
} else := "low"

_stand(table) := concat(" ", ["1 rule of", table.table, "stands"]) if {
	table.count == 1
} else := concat(" ", [format_int(table.count, 10), "rules of", table.table, "stand"])

_more(table) := "" if {
	table.count == 1
} else := concat(" ", [" and", format_int(table.count - 1, 10), "more"])

_cut(table) := "" if {
	table.counted
} else := "; only the nearest earlier rules were looked at, there may be more"
