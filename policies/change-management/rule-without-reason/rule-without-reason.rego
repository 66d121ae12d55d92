# METADATA
# title: Permit rules without a reason
# description: |
#   Permit rules of a device before the control system have no comment: who asked for them, and why, stands nowhere.
#   Nobody dares to delete them. In an access list a remark counts for all entries below it.
# schemas:
#   - input: schema.device
# custom:
#   severity: low
#   sl_target: { RA: 1, IAC: 2 }
#   requirements: [SR 7.6, SR 1.13 RE 1]
#   verdict_kind: decisive
#   owner: IT
#   phase: 3
#   action: Write the owner and the ticket beside each rule, or delete the rule.
package zoneproof.checks["change-management"]["rule-without-reason"]

import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

device contains finding if {
	zones.of_plant
	some i, table in input.tables
	table.uncommented > 0
	finding := {
		"verdict": verdict.of_presence,
		"severity": "low",
		"message": concat(" ", [
			concat("", [input.id, ":"]), format_int(table.uncommented, 10), "of", format_int(table.permits, 10),
			"permit rules of", table.name, "have no comment",
		]),
		"subject": [table.name],
		"evidence": [["tables", i, "uncommented_rules"]],
	}
}
