# METADATA
# title: Denied traffic is not logged
# description: |
#   What no rule permits is dropped without a record, by the implicit deny or by a last rule that somebody wrote in its
#   place. Attempts at the boundary stay unseen.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { UC: 1, RDF: 1 }
#   requirements: [SR 2.8, SR 5.2]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Record what the last rule, or the implicit deny, drops.
package zoneproof.checks.logging["deny-not-logged"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

device contains finding if {
	input.posture.logging.implicit_deny == false
	finding := {
		"verdict": posture.verdict(["log"]),
		"severity": "medium",
		"message": concat(" ", [input.id, "does not record what no rule permits"]),
		"subject": ["implicit deny"],
		"evidence": [["posture", "logging"]],
	}
}

# A rule that denies the rest takes it away from the implicit one.
device contains finding if {
	zones.of_plant
	some i, table in input.tables
	table.silent > 0
	finding := {
		"verdict": verdict.of_presence,
		"severity": "medium",
		"message": concat(" ", [input.id, "denies whatever is left of", table.name, "by a rule that records nothing"]),
		"subject": ["rule", table.name],
		"evidence": [["tables", i, "silent_denies"]],
	}
}

device contains {"not_assessed": "the export does not tell whether what no rule permits is recorded"} if {
	input.posture
	not "implicit_deny" in object.keys(input.posture.logging)
}

device contains posture.not_read if not input.posture
