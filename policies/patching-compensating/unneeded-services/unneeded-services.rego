# METADATA
# title: Service of the device that nobody needs
# description: |
#   The device offers a service that forwarding does not need: small servers, finger, Smart Install, a web server and the
#   like. Each is a door whose lock somebody has to keep up to date. Smart Install is on by default in many
#   releases for switches, so that a switch that does not say is told as unproved; what else older releases have on by
#   default, and a configuration does not name, is not seen.
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
		"verdict": verdict.of_setting(service),
		"severity": "medium",
		"message": concat("", [input.id, _sure[verdict.of_setting(service)], " offers ", service.name]),
		"subject": [service.name],
		"evidence": [["surface", "services", i]],
	}
}

device contains posture.not_seen if not input.surface

_sure := {"violated": "", "unproved": " perhaps"}
