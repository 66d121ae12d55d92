# METADATA
# title: Control without cryptographic integrity across zones
# description: |
#   A control or administration protocol crosses from zone to zone, and nothing in it lets the other end notice that
#   somebody changed it on the way. Candidates of the port count where none of them authenticates.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { SI: 3 }
#   requirements: [SR 3.1 RE 1]
#   verdict_kind: indicates
#   owner: OT
#   phase: 2
#   action: Use a variant with integrity, or a gateway that only reads, and record that as compensating measure.
package zoneproof.checks["secure-communication"]["no-crypto-integrity"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.flows
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text
import data.zoneproof.lib.zones

pair contains finding if {
	zones.touches_iacs(input)
	some i in flows.passing
	ids := protocols.without_integrity(input.flows[i])
	count(ids) > 0
	found := flows.finding(i, concat(" ", ["can be changed on the way:", text.few(ids)]))
	finding := object.union(found, {"severity": "high"})
}

pair contains finding if {
	zones.touches_iacs(input)
	some i in carriers.specific_excess
	ids := protocols.without_integrity(input.carriers[i].excess)
	count(ids) > 0
	found := carriers.finding(i, "excess", concat(" ", ["and can be changed on the way:", text.few(ids)]))
	finding := object.union(found, {"severity": "high"})
}
