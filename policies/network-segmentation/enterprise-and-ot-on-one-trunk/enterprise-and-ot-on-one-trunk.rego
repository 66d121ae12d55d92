# METADATA
# title: Office and control system on one switch
# description: |
#   A trunk carries a VLAN of the office and one of the control system, or the switch has access ports of both. From SL 2
#   the two are kept apart physically; a mistake in one VLAN list joins them.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { RDF: 2 }
#   requirements: [SR 5.1 RE 1]
#   verdict_kind: decisive
#   owner: IT+OT
#   phase: 2
#   needs_map: true
#   action: Give the control system switches and cables of its own.
package zoneproof.checks["network-segmentation"]["enterprise-and-ot-on-one-trunk"]

import data.zoneproof.lib.ports
import data.zoneproof.lib.text
import data.zoneproof.lib.unread
import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

device contains finding if {
	some i, port in input.interfaces
	port.enabled
	port.switchport.mode == "trunk"
	some office in port.switchport.vlans
	"enterprise" in ports.kinds[office]
	plant := [vlan | some vlan in port.switchport.vlans; count(ports.kinds[vlan] & zones.iacs) > 0]
	count(plant) > 0
	finding := {
		"verdict": verdict.of_absence(unread.about({"interface", "switchport", "vlan"})),
		"severity": "medium",
		"message": concat(" ", [
			input.id, port.id, "carries VLAN", text.number(office), "of the office and",
			concat(", ", [text.number(vlan) | some vlan in plant]), "of the control system",
		]),
		"subject": [port.id],
		"evidence": [["interfaces", i]],
	}
}

device contains finding if {
	of_office := [i | some i in _access; "enterprise" in ports.kinds[input.interfaces[i].switchport.access_vlan]]
	of_plant := [i | some i in _access; count(ports.kinds[input.interfaces[i].switchport.access_vlan] & zones.iacs) > 0]
	count(of_office) > 0
	count(of_plant) > 0
	finding := {
		"verdict": verdict.of_absence(unread.about({"interface", "switchport", "vlan"})),
		"severity": "medium",
		"message": concat(" ", [input.id, "has access ports of the office,", concat("", [ports.counted(of_office), ","]), "and of the control system"]),
		"subject": ["access ports"],
		"evidence": [["interfaces", i] | some i in of_office],
	}
}

_access := [i |
	some i, port in input.interfaces
	port.enabled
	port.switchport.mode == "access"
]
