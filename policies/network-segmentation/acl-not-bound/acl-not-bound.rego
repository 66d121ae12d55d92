# METADATA
# title: Access list that is bound nowhere
# description: |
#   Rules are written but nothing consults them. They look like control and are none; perhaps the device filters by an
#   older list.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { RDF: 1, RA: 1 }
#   requirements: [SR 5.2, SR 7.6]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Bind the list where it was meant to filter, or remove it.
package zoneproof.checks["network-segmentation"]["acl-not-bound"]

import data.zoneproof.lib.unread

device contains finding if {
	some i, table in input.tables
	not table.bound
	table.rules > 0
	finding := {
		"verdict": unread.verdict_of_idle, # any statement could be the one that binds it
		"severity": "medium",
		"message": concat("", [concat(" ", [input.id, "defines", table.name, "and applies it nowhere"]), unread.unless_used]),
		"rule": table.name,
		"subject": [table.name],
		"evidence": [["tables", i]],
	}
}
