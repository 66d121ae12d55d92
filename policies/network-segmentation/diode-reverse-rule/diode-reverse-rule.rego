# METADATA
# title: Packets against the declared direction
# description: |
#   The conduit is declared for one direction, and a device lets packets start in the other one. What was to be a diode
#   is a door.
# schemas:
#   - input: schema.pair
# custom:
#   severity: critical
#   sl_target: { RDF: 1 }
#   requirements: [SR 5.2]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   action: Remove the rule; where the other direction is needed, declare a conduit for it.
package zoneproof.checks["network-segmentation"]["diode-reverse-rule"]

import data.zoneproof.lib.carriers

pair contains finding if {
	input.conduit.direction == concat(" -> ", [input.to.id, input.from.id])
	some i in carriers.all
	found := carriers.finding(i, "permits", concat(" ", ["against the declared direction", input.conduit.direction]))
	finding := object.union(found, {"severity": "critical"})
}
