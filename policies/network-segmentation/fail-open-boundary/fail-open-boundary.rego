# METADATA
# title: Boundary that opens when it fails
# description: |
#   When inspection fails or runs out of memory, packets pass unseen. At this level a boundary closes when it fails.
# schemas:
#   - input: schema.device
# custom:
#   severity: high
#   sl_target: { RDF: 3 }
#   requirements: [SR 5.2 RE 3]
#   verdict_kind: decisive
#   owner: IT+OT
#   phase: 2
#   action: Let inspection block when it fails, after OT has agreed to it.
package zoneproof.checks["network-segmentation"]["fail-open-boundary"]

import data.zoneproof.lib.posture

device contains finding if {
	some kind, name in _names
	input.posture.inspection.fails_open[kind] == true
	finding := {
		"verdict": posture.verdict(["ips", "global"]),
		"severity": "high",
		"message": concat(" ", [input.id, "lets packets pass unseen when its", name, "fails"]),
		"subject": [kind],
		"evidence": [["posture", "inspection"]],
	}
}

device contains {"not_assessed": "the export does not tell what passes when inspection fails"} if {
	input.posture
	count(object.keys(input.posture.inspection.fails_open)) == 0
}

device contains posture.not_read if not input.posture

_names := {"intrusion_prevention": "intrusion prevention", "antivirus": "antivirus"}
