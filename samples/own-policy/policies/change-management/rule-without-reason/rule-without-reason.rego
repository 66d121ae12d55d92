# METADATA
# title: Too many permit rules without a reason
# description: |
#   House rule, in place of the shipped check: a tenth of the permit rules of a table may lack a comment; of more nobody
#   knows why they are there.
# schemas:
#   - input: schema.device
#   - data.thresholds: schema.thresholds
# custom:
#   severity: high
#   sl_target: { RA: 1 }
#   requirements: [SR 7.6]
#   verdict_kind: decisive
#   owner: OT
#   phase: 2
#   action: Write the owner and the ticket beside each rule, or delete the rule.
package zoneproof.checks["change-management"]["rule-without-reason"]

import data.zoneproof.lib.verdict

device contains finding if {
	some i, table in input.tables
	table.permits > 0
	table.uncommented * 100 > table.permits * data.thresholds["rule-without-reason"].most_percent
	finding := {
		"verdict": verdict.of_presence,
		"severity": "high",
		"message": concat(" ", [
			concat("", [input.id, ":"]), format_int(table.uncommented, 10), "of", format_int(table.permits, 10),
			"permit rules of", table.name, "have no comment, more than the house rule lets pass",
		]),
		"subject": [table.name],
		"evidence": [["tables", i, "uncommented_rules"]],
	}
}
