# METADATA
# title: Internal network that belongs to no zone
# description: |
#   A rule, route or interface uses an internal network that the map puts in no zone. What is not on the map has no
#   owner, no target and no boundary.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { RDF: 1, RA: 2 }
#   requirements: [SR 5.1, SR 7.8]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   needs_map: true
#   action: Put the network into its zone in the map, or remove it from the device.
package zoneproof.checks["network-segmentation"]["address-outside-any-zone"]

import data.zoneproof.lib.text
import data.zoneproof.lib.verdict

device contains finding if {
	input.has_map
	some network, indices in _by_network
	uses := [concat(" ", [input.unmapped[i].used_by, input.unmapped[i].name]) | some i in indices]
	finding := {
		"verdict": verdict.of_presence,
		"severity": "medium",
		"message": concat(" ", [input.id, "uses", network, "in", concat("", [text.few(uses), ", and no zone has it"])]),
		"subject": [network],
		"evidence": [["unmapped", i] | some i in indices],
	}
}

_by_network[network] := indices if {
	some network in {use.network | some use in input.unmapped}
	indices := [i | some i, use in input.unmapped; use.network == network]
}
