# METADATA
# title: Rule into OT from any source
# description: |
#   A rule lets any source, or the whole of a foreign zone, into a zone of the control system, beyond what the map
#   declares. From SL 2 who may enter is named; an attacker who holds any host of the other side is through.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { RDF: 2, UC: 2 }
#   requirements: [SR 5.2 RE 1, SR 2.1 RE 1]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   action: Name the hosts that need the service as the source of the rule.
package zoneproof.checks["network-segmentation"]["any-source-into-ot"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.zones

pair contains finding if {
	zones.iacs[input.to.kind]
	some i in carriers.excess
	carriers.written[i] # what nobody wrote belongs to default-allow-between-zones

	whom := _whom(input.carriers[i])
	found := carriers.finding_of_rule(i, "excess", concat(" ", ["whose source is", whom]))
	finding := object.union(found, {"severity": "high"})
}

_whom(carrier) := "any address" if {
	carrier.rule.any_source
} else := concat(" ", ["the whole of", input.from.id]) if {
	carrier.covers_from_zone
}
