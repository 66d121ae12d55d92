# METADATA
# title: Service of the device that nobody needs
# description: |
#   The device offers a service that forwarding does not need: small servers, finger, Smart Install, a web server and the
#   like. Each is a door whose lock somebody has to keep up to date. What older releases have on by default, and a
#   configuration does not name, is not seen.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { RA: 1 }
#   requirements: [SR 7.7]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Switch the service off.
package zoneproof.checks["patching-compensating"]["unneeded-services"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.verdict

device contains finding if {
	some i, service in input.surface.services
	finding := {
		"verdict": verdict.of_presence,
		"severity": "medium",
		"message": concat(" ", [input.id, "offers", service.name]),
		"subject": [service.name],
		"evidence": [["surface", "services", i]],
	}
}

device contains posture.not_seen if not input.surface
