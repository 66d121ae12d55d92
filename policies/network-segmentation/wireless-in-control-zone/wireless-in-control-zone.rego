# METADATA
# title: Wireless reaches into a control zone
# description: |
#   Stations of a wireless network are in an operations, cell or safety zone, or reach one with packets that no flow
#   declares. The boundary of that zone is then wherever its radio can be heard.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { UC: 1, RDF: 1, IAC: 1 }
#   requirements: [SR 2.2, SR 5.1, SR 1.6]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   needs_map: true
#   action: Put wireless stations into a zone of their own, and declare what may leave it.
package zoneproof.checks["network-segmentation"]["wireless-in-control-zone"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.posture
import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

pair contains finding if {
	input.from.kind == "wireless"
	zones.control[input.to.kind]
	some i in carriers.undeclared
	found := carriers.finding(i, "excess", "over the air")
	finding := object.union(found, {"severity": "high"})
}

# METADATA
# schemas:
#   - input: schema.device
device contains finding if {
	some i, network in input.surface.wireless
	inside := [zone.id | some zone in network.zones; zones.control[zone.kind]]
	count(inside) > 0
	finding := {
		"verdict": verdict.of_presence,
		"severity": "high",
		"message": concat(" ", [input.id, "puts stations of", network.name, "into", concat(", ", inside)]),
		"subject": ["wireless", network.name],
		"evidence": [["surface", "wireless", i]],
	}
}

# METADATA
# schemas:
#   - input: schema.device
device contains posture.not_seen if not input.surface
