# METADATA
# title: Wireless network with a shared key or none
# description: |
#   A wireless network of the plant is open, uses WEP or the first WPA, or one key for everybody. Such a key leaves with
#   the first person who leaves.
# schemas:
#   - input: schema.device
# custom:
#   severity: high
#   sl_target: { IAC: 2, DC: 2 }
#   requirements: [SR 1.6 RE 1, SR 4.3]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Use WPA2 or WPA3 Enterprise, with an account or certificate for each station.
package zoneproof.checks.authentication["weak-wireless"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.verdict

device contains finding if {
	some i, network in input.surface.wireless
	how := _weak[network.security]
	finding := {
		"verdict": verdict.of_presence,
		"severity": "high",
		"message": concat(" ", ["the wireless network", network.name, "of", input.id, how]),
		"subject": ["wireless", network.name],
		"evidence": [["surface", "wireless", i]],
	}
}

device contains posture.not_seen if not input.surface

_weak := {
	"open": "asks for nothing",
	"wep": "uses WEP",
	"wpa": "takes the first WPA",
	"personal": "has one key for everybody",
}
