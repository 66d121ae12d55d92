# METADATA
# title: Undeclared traffic into a safety zone
# description: |
#   Packets reach a safety zone that are not among its declared safety flows. The safety system is the last thing
#   between a fault and a person: nothing talks to it that was not weighed.
# schemas:
#   - input: schema.pair
# custom:
#   severity: critical
#   sl_target: { RDF: 1 }
#   requirements: [SR 5.1, SR 5.2]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   action: Remove the rule; permit nothing into the safety zone but its declared flows.
package zoneproof.checks["network-segmentation"]["safety-zone-inbound"]

import data.zoneproof.lib.carriers

pair contains finding if {
	input.to.kind == "safety"
	some i in carriers.excess
	found := carriers.finding(i, "excess", "which is no declared flow of this safety zone")
	finding := object.union(found, {"severity": "critical"})
}
