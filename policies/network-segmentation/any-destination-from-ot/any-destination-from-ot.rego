# METADATA
# title: Rule from OT to any destination
# description: |
#   A rule lets a zone of the control system reach any address, beyond what the map declares. The way out is a boundary
#   too: it is how malware calls home and how data leaves.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { RDF: 2 }
#   requirements: [SR 5.2 RE 1]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   action: Name the hosts that are needed as the destination of the rule.
package zoneproof.checks["network-segmentation"]["any-destination-from-ot"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.zones

pair contains finding if {
	zones.iacs[input.from.kind]
	some i in carriers.excess
	carriers.written[i] # what nobody wrote belongs to default-allow-between-zones

	input.carriers[i].rule.any_destination
	found := carriers.finding_of_rule(i, "excess", "whose destination is any address")
	finding := object.union(found, {"severity": "high"})
}
