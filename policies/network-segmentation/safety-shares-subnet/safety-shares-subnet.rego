# METADATA
# title: Safety zone shares a segment
# description: |
#   Hosts of a safety zone and of another zone lie on one segment. Nothing stands between the safety system and what it
#   is to be safe from.
# schemas:
#   - input: schema.device
# custom:
#   severity: high
#   sl_target: { RDF: 1 }
#   requirements: [SR 5.1]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   needs_map: true
#   action: Move the safety system into a network of its own, behind a filter.
package zoneproof.checks["network-segmentation"]["safety-shares-subnet"]

import data.zoneproof.lib.text
import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

device contains finding if {
	some i, port in input.interfaces
	port.enabled
	others := [zone.id | some zone in port.zones; zone.kind in kinds]
	count(others) > 1
	"safety" in {zone.kind | some zone in port.zones}
	finding := {
		"verdict": verdict.of_presence,
		"severity": "high",
		"message": concat(" ", [concat(" and ", others), "share the segment of", input.id, port.id]),
		"subject": [port.id],
		"evidence": [["interfaces", i]],
	}
}

# Stations of both are plugged into one VLAN.
device contains finding if {
	some vlan in input.vlans
	others := [zone.id | some zone in vlan.zones; zone.kind in kinds]
	count(others) > 1
	"safety" in {zone.kind | some zone in vlan.zones}
	ports := [["interfaces", i] |
		some i, port in input.interfaces
		port.switchport.mode == "access"
		port.switchport.access_vlan == vlan.vlan
	]
	count(ports) > 0
	finding := {
		"verdict": verdict.of_presence,
		"severity": "high",
		"message": concat(" ", [concat(" and ", others), "share VLAN", text.number(vlan.vlan), "of", input.id]),
		"subject": ["vlan", text.number(vlan.vlan)],
		"evidence": ports,
	}
}

# Links between devices are nobody's, and behind the internet is everybody.
kinds := zones.iacs | (zones.access | {"enterprise"})
