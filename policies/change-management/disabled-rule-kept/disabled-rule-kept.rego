# METADATA
# title: Rules that are switched off and kept
# description: |
#   Rules of a device before the control system are switched off and still there. One click switches them on, and who
#   reviews the rules reads them all.
# schemas:
#   - input: schema.device
# custom:
#   severity: info
#   sl_target: { RA: 1 }
#   requirements: [SR 7.6]
#   verdict_kind: decisive
#   owner: IT
#   phase: 3
#   action: Delete rules that are not needed any more; the archive keeps them.
package zoneproof.checks["change-management"]["disabled-rule-kept"]

import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

device contains finding if {
	zones.of_plant
	some i, table in input.tables
	table.disabled > 0
	finding := {
		"verdict": verdict.of_presence,
		"severity": "info",
		"message": concat(" ", [concat("", [input.id, ":"]), "rules of", table.name, "that are switched off:", format_int(table.disabled, 10)]),
		"subject": [table.name],
		"evidence": [["tables", i, "disabled_rules"]],
	}
}
