# METADATA
# title: VLAN of a cell on several trunks
# description: |
#   The VLAN of a cell is carried by trunks with different lists of VLANs, hence to several switches. Control traffic of
#   layer 2 (PROFINET, GOOSE) and every fault in it then spread past the cell. A bundle and its members have one list,
#   and count once.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { RDF: 2 }
#   requirements: [SR 5.1]
#   verdict_kind: indicates
#   owner: OT
#   phase: 2
#   needs_map: true
#   action: Carry the VLAN to the switch of the cell alone.
package zoneproof.checks["network-segmentation"]["layer2-control-leaves-cell"]

import data.zoneproof.lib.ports
import data.zoneproof.lib.text
import data.zoneproof.lib.verdict

device contains finding if {
	some vlan, kinds in ports.kinds
	"cell" in kinds
	trunks := [i |
		some i, port in input.interfaces
		port.enabled
		port.switchport.mode == "trunk"
		vlan in port.switchport.vlans
	]
	lists := {json.marshal(input.interfaces[i].switchport.vlans) | some i in trunks}
	count(lists) > 1
	finding := {
		"verdict": verdict.of_presence,
		"severity": "medium",
		"message": concat(" ", [input.id, "carries VLAN", text.number(vlan), "of a cell on", ports.counted(trunks)]),
		"subject": [text.number(vlan)],
		"evidence": [["interfaces", i] | some i in trunks],
	}
}
