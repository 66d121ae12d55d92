# METADATA
# title: Review overdue, or an old export
# description: |
#   The day on which a zone or conduit was to be reviewed is past, or the export of a device is more than a year old.
#   What is judged here is then not what is agreed, or not what runs.
# schemas:
#   - input: schema.map
#   - data.thresholds: schema.thresholds
# custom:
#   severity: low
#   sl_target: { RA: 1 }
#   requirements: [SR 7.6]
#   verdict_kind: indicates
#   owner: OT
#   phase: 3
#   action: Review the zone or conduit and set the next day; export the configuration again.
package zoneproof.checks["change-management"]["analysis-stale"]

import data.zoneproof.lib.declared
import data.zoneproof.lib.verdict

map contains finding if {
	some i in declared.owned
	input.zones[i].review < input.as_of
	message := concat(" ", ["the review of", input.zones[i].id, "was due on", input.zones[i].review])
	finding := object.union(declared.of_zone(i, message), {"severity": "low"})
}

map contains finding if {
	some i, conduit in input.conduits
	conduit.review < input.as_of
	message := concat(" ", ["the review of", conduit.id, "was due on", conduit.review])
	finding := object.union(declared.of_conduit(i, message), {"severity": "low"})
}

map contains {"not_assessed": _no_day} if not input.as_of

# METADATA
# schemas:
#   - input: schema.device
device contains finding if {
	_old_from(input.record.exported) < input.as_of
	finding := {
		"verdict": verdict.of_presence,
		"severity": "low",
		"message": concat(" ", ["the export of", input.id, "is of", input.record.exported]),
		"subject": ["export"],
		"evidence": [["record"]],
	}
}

# METADATA
# schemas:
#   - input: schema.device
device contains {"not_assessed": _no_day} if {
	input.record.exported
	not input.as_of
}

# METADATA
# schemas:
#   - input: schema.device
device contains {"not_assessed": "the map does not say when the configuration was exported (exported:)"} if {
	not input.record.exported
}

_no_day := "no day was given to judge dates for (--as-of)"

# Days sort as texts: 2026-02-29 is after 2026-02-28 and before 2026-03-01, whether it exists or not.
_old_from(day) := concat("", [format_int(min([to_number(substring(day, 0, 4)) + _most, 9999]), 10), substring(day, 4, -1)])

_most := data.thresholds["analysis-stale"].most_years
