# METADATA
# title: Broadcasts carried on to other zones
# description: |
#   An interface of the control system carries broadcasts or multicasts on to other networks: helper addresses, directed
#   broadcasts, multicast routing. Discovery and floods of one zone then reach others past the filters.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { RDF: 2, RA: 2 }
#   requirements: [SR 5.1, SR 7.1 RE 1]
#   verdict_kind: indicates
#   owner: OT
#   phase: 3
#   needs_map: true
#   action: Remove the statement; serve DHCP inside the zone, or relay that alone.
package zoneproof.checks["network-segmentation"]["broadcast-forwarded"]

import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

device contains finding if {
	some i, port in input.interfaces
	port.enabled
	count(port.relays) > 0
	some zone in port.zones
	zones.iacs[zone.kind]
	finding := {
		"verdict": verdict.of_presence,
		"severity": "medium",
		"message": concat(" ", [input.id, port.id, "carries broadcasts of", zone.id, "on:", concat(", ", port.relays)]),
		"subject": [port.id],
		"evidence": [["interfaces", i]],
	}
}

device contains {"not_assessed": "what carries broadcasts on is not read from exports of its vendor"} if {
	some port in input.interfaces
	port.enabled
	not "relays" in object.keys(port)
	some zone in port.zones
	zones.iacs[zone.kind]
}
