# METADATA
# title: Boundary of one device
# description: |
#   The boundary is one device without a partner. When it fails the plant is cut off, or somebody bridges it.
# schemas:
#   - input: schema.device
# custom:
#   severity: low
#   sl_target: { RA: 2 }
#   requirements: [SR 7.1 RE 2, SR 7.2]
#   verdict_kind: indicates
#   owner: IT
#   phase: 3
#   action: Give it a partner, or write down how the plant runs without it.
package zoneproof.checks["backup-recovery"]["single-boundary-device"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.unread
import data.zoneproof.lib.verdict

device contains finding if {
	input.posture.cluster.mode == "standalone"
	finding := {
		"verdict": verdict.of_absence(_unread),
		"severity": "low",
		"message": concat("", [concat(" ", [input.id, "has no partner that takes over when it fails"]), unread.unless(_unread)]),
		"subject": ["cluster"],
		"evidence": [["posture", "cluster"]],
	}
}

device contains {"not_assessed": "the export does not tell whether a partner takes over when the device fails"} if {
	input.posture
	not "mode" in object.keys(input.posture.cluster)
}

device contains posture.not_read if not input.posture

_unread := unread.about(["system ha", "failover", "redundancy", "cluster", "carp", "hasync"])
