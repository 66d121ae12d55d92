# METADATA
# title: Denied traffic is not logged
# description: |
#   What no rule permits is dropped without a record. Attempts at the boundary stay unseen.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { UC: 1, RDF: 1 }
#   requirements: [SR 2.8, SR 5.2]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Record what the implicit deny drops.
package zoneproof.checks.logging["deny-not-logged"]

import data.zoneproof.lib.posture

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

device contains {"not_assessed": "the export does not tell whether what no rule permits is recorded"} if {
	input.posture
	not "implicit_deny" in object.keys(input.posture.logging)
}

device contains posture.not_read if not input.posture
