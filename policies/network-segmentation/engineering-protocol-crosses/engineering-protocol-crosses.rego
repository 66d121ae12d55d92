# METADATA
# title: Undeclared programming of controllers across zones
# description: |
#   A protocol that programs controllers crosses between zones, and no declared flow covers it. From SL 2 engineering is
#   by exception, from named stations.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { RDF: 2, UC: 2 }
#   requirements: [SR 5.2 RE 1, SR 2.1 RE 1]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   action: Remove the protocol from the rule, or declare the flow of the engineering station.
package zoneproof.checks["network-segmentation"]["engineering-protocol-crosses"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text
import data.zoneproof.lib.zones

pair contains finding if {
	input.to.kind != "safety" # there it is safety-engineering-from-outside
	zones.iacs[input.to.kind]
	some i in carriers.specific_excess
	ids := protocols.engineering(input.carriers[i].excess)
	count(ids) > 0
	found := carriers.finding_of_rule(i, "excess", concat(" ", ["on ports of", text.few(ids)]))
	finding := object.union(found, {"severity": "high"})
}
