# METADATA
# title: Records leave in clear text
# description: |
#   Records are sent without encryption. On the way they can be read, and others can be put in their place.
# schemas:
#   - input: schema.device
# custom:
#   severity: low
#   sl_target: { SI: 2 }
#   requirements: [SR 3.9]
#   verdict_kind: indicates
#   owner: IT
#   phase: 3
#   action: Send records by TCP with TLS.
package zoneproof.checks.logging["log-clear-text"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.verdict

device contains finding if {
	some i, server in input.posture.logging.servers
	server.encrypted == false
	finding := {
		"verdict": verdict.of_presence,
		"severity": "low",
		"message": concat(" ", [input.id, "sends records in clear text to", object.get(server, "server", server.kind)]),
		"subject": [server.kind, object.get(server, "server", "")],
		"evidence": [["posture", "logging", "servers", i]],
	}
}

device contains posture.not_read if not input.posture
