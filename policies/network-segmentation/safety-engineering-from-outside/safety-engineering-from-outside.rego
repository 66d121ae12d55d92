# METADATA
# title: Safety system programmed from another zone
# description: |
#   A protocol of safety controllers, or one that programs controllers, reaches the safety zone from another zone.
#   Whoever can program the safety system can take it away without anybody noticing.
# schemas:
#   - input: schema.pair
# custom:
#   severity: critical
#   sl_target: { RDF: 1, UC: 1 }
#   requirements: [SR 5.2, SR 2.1]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   action: Let the engineering station of the safety system alone program it, from inside its zone.
package zoneproof.checks["network-segmentation"]["safety-engineering-from-outside"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text

pair contains finding if {
	input.to.kind == "safety"
	some i in carriers.specific
	ids := protocols.safety_engineering(input.carriers[i].permits)
	count(ids) > 0
	found := carriers.finding_of_rule(i, "permits", concat(" ", ["on ports of", text.few(ids)]))
	finding := object.union(found, {"severity": "critical"})
}
