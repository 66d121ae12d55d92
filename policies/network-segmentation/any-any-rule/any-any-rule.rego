# METADATA
# title: Rule that permits any source, any destination and any service
# description: |
#   A rule that permits everything controls nothing: whoever can send to the device crosses the boundary with any
#   protocol, and every rule behind it is without effect.
# schemas:
#   - input: schema.pair
# custom:
#   severity: critical
#   sl_target: { RDF: 1, RA: 1 }
#   requirements: [SR 5.2, SR 5.2 RE 1, SR 7.7]
#   verdict_kind: decisive
#   owner: IT+OT
#   phase: 1
#   action: Replace the rule by one rule per declared flow, with named hosts and services, and a logged deny behind them.
package zoneproof.checks["network-segmentation"]["any-any-rule"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.permits
import data.zoneproof.lib.zones

pair contains finding if {
	zones.touches_iacs(input)

	some i in carriers.any_any
	found := carriers.finding_of_rule(i, "permits", "which permits any source, destination and service")
	finding := object.union(found, {"severity": "critical"})
}

# METADATA
# schemas:
#   - input: schema.device
device contains finding if {
	some i in permits.unpaired
	permits.is_any_any(input.permits[i])
	found := permits.finding(i, "permits any source, any destination and any service")
	finding := object.union(found, {"severity": "high"}) # what lies behind the device is not known
}
