# METADATA
# title: Two zones on one segment
# description: |
#   Two zones of the map lie on one segment of a device. Their hosts reach each other without passing any filter,
#   whatever the map says.
# schemas:
#   - input: schema.device
# custom:
#   severity: high
#   sl_target: { RDF: 1 }
#   requirements: [SR 5.1, SR 5.4]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   needs_map: true
#   action: Give each zone a network and VLAN of its own.
package zoneproof.checks["network-segmentation"]["zone-network-overlap"]

import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

device contains finding if {
	some i, port in input.interfaces
	port.enabled
	others := [zone.id | some zone in port.zones; zone.kind in kinds]
	count(others) > 1
	not "safety" in {zone.kind | some zone in port.zones} # there it is safety-shares-subnet
	finding := {
		"verdict": verdict.of_presence,
		"severity": "high",
		"message": concat(" ", [concat(" and ", others), "share the segment of", input.id, port.id]),
		"subject": [port.id],
		"evidence": [["interfaces", i]],
	}
}

# Links between devices are nobody's, and behind the internet is everybody.
kinds := zones.iacs | (zones.access | {"enterprise"})
