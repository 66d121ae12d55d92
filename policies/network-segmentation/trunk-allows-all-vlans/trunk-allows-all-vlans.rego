# METADATA
# title: Trunk that carries every VLAN
# description: |
#   A trunk has no list of the VLANs it carries, or one of all, so it carries all, those of tomorrow too. Each switch at
#   its end can join zones that the map keeps apart. A port whose mode is left to what is plugged in becomes one for
#   whoever asks.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { RDF: 1 }
#   requirements: [SR 5.1]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: List the VLANs that the trunk needs (switchport trunk allowed vlan); give other ports a mode (switchport mode access).
package zoneproof.checks["network-segmentation"]["trunk-allows-all-vlans"]

import data.zoneproof.lib.ports
import data.zoneproof.lib.unread
import data.zoneproof.lib.verdict

device contains finding if {
	some i, port in input.interfaces
	port.enabled
	port.switchport.mode == "trunk"
	not port.switchport.lists_vlans
	finding := {
		"verdict": verdict.of_absence(unread.about({"interface", "switchport", "vlan"})),
		"severity": "medium",
		"message": concat(" ", [input.id, port.id, "carries every VLAN"]),
		"subject": [port.id],
		"evidence": [["interfaces", i]],
	}
}

device contains finding if {
	dynamic := [i |
		some i, port in input.interfaces
		port.enabled
		port.switchport.mode == "dynamic"
		not port.switchport.internal
		not port.switchport.lists_vlans
	]
	count(dynamic) > 0
	finding := {
		"verdict": verdict.of({"certain": false}),
		"severity": "medium",
		"message": concat(" ", [input.id, "lets stations make a trunk with every VLAN of", ports.counted(dynamic)]),
		"subject": ["dynamic ports"],
		"evidence": [["interfaces", i] | some i in dynamic],
	}
}
