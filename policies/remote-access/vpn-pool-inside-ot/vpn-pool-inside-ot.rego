# METADATA
# title: Addresses of remote users inside the control system
# description: |
#   Clients of a VPN get addresses of a zone of the control system. They are then inside it without having crossed its
#   boundary, and no rule can tell them from the hosts there.
# schemas:
#   - input: schema.device
# custom:
#   severity: high
#   sl_target: { RDF: 1, IAC: 1 }
#   requirements: [SR 5.1, SR 1.13]
#   verdict_kind: decisive
#   owner: IT
#   phase: 1
#   needs_map: true
#   action: Give clients addresses of a zone of their own, of kind remote-access or vendor.
package zoneproof.checks["remote-access"]["vpn-pool-inside-ot"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

device contains finding if {
	some i, pool in input.pools
	inside := [zone.id | some zone in pool.zones; zones.iacs[zone.kind]]
	count(inside) > 0
	finding := {
		"verdict": verdict.of_presence,
		"severity": "high",
		"message": concat(" ", [input.id, "gives clients of", pool.of, "addresses of", concat(", ", inside)]),
		"subject": [pool.of, pool.addresses],
		"evidence": [["pools", i]],
	}
}

device contains posture.untold({"portals", "tunnels"})

device contains posture.not_read if not input.posture
