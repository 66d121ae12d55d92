# METADATA
# title: Time that anybody can give
# description: |
#   The device takes its time from servers without a key, or from the internet. Who answers in their place decides
#   what the records say.
# schemas:
#   - input: schema.device
# custom:
#   severity: low
#   sl_target: { UC: 4 }
#   requirements: [SR 2.11 RE 2]
#   verdict_kind: decisive
#   owner: IT
#   phase: 3
#   action: Take the time from a server in the plant, with a key.
package zoneproof.checks.logging["ntp-unauthenticated"]

import data.zoneproof.lib.posture

device contains finding if {
	some i, server in input.posture.clock.servers
	not server.authenticated
	finding := _finding(
		concat(" ", ["takes its time from", server.server, "without a key"]),
		server.server,
		["clock", "servers", i],
	)
}

device contains finding if {
	input.posture.clock.synchronized
	input.posture.clock.of_vendor
	finding := _finding("takes its time from servers of its vendor in the internet", "vendor", ["clock"])
}

device contains {"not_assessed": "the export does not tell where the time comes from"} if {
	input.posture
	not "synchronized" in object.keys(input.posture.clock)
}

device contains posture.not_read if not input.posture

_finding(trouble, subject, path) := {
	"verdict": posture.verdict(["ntp"]),
	"severity": "low",
	"message": concat(" ", [input.id, trouble]),
	"subject": [subject],
	"evidence": [array.concat(["posture"], path)],
}
