# METADATA
# title: Control protocol into or out of the DMZ
# description: |
#   A protocol that can write to controllers goes into or out of the DMZ. The DMZ is there to hand over data; with a
#   control protocol it becomes a bridge for commands.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { RDF: 2 }
#   requirements: [SR 5.2 RE 1, SR 5.4]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   action: Let a server in operations push the data to the DMZ by a protocol that cannot write back.
package zoneproof.checks["network-segmentation"]["control-protocol-in-dmz"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text

pair contains finding if {
	"dmz" in {input.from.kind, input.to.kind}
	some i in carriers.specific
	ids := protocols.process(input.carriers[i].permits)
	count(ids) > 0
	found := carriers.finding_of_rule(i, "permits", concat(" ", ["on ports of", text.few(ids)]))
	finding := object.union(found, {"severity": "high"})
}
