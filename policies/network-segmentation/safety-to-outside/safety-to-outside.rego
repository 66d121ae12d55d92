# METADATA
# title: Safety zone starts undeclared connections
# description: |
#   Hosts of the safety zone may start connections that no declared flow covers. What was brought in on a laptop finds
#   its way out, and the safety system depends on what it finds there.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { RDF: 2, RA: 2 }
#   requirements: [SR 5.2 RE 1, SR 7.7]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   action: Deny what starts in the safety zone but its declared flows.
package zoneproof.checks["network-segmentation"]["safety-to-outside"]

import data.zoneproof.lib.carriers

pair contains finding if {
	input.from.kind == "safety"
	some i in carriers.excess
	found := carriers.finding(i, "excess", "which is no declared flow of this safety zone")
	finding := object.union(found, {"severity": "high"})
}
