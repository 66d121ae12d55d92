# METADATA
# title: Rule that permits every port
# description: |
#   A rule between zones permits every service, or every port of TCP or UDP. From SL 2 a boundary allows by exception:
#   named services, because whatever listens on the other side, now or later, can be reached.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { RDF: 2, RA: 2 }
#   requirements: [SR 5.2 RE 1, SR 7.7]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   action: Replace the service of the rule by the ones its declared flows name.
package zoneproof.checks["network-segmentation"]["any-service-rule"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.permits

pair contains finding if {
	some i in carriers.written
	input.carriers[i].rule.full_tcp_or_udp
	not carriers.any_any[i] # any-any-rule says so already

	found := carriers.finding_of_rule(i, "permits", "which permits every port")
	finding := object.union(found, {"severity": "high"})
}

# METADATA
# schemas:
#   - input: schema.device
device contains finding if {
	some i in permits.unpaired
	rule := input.permits[i]
	rule.full_tcp_or_udp
	not permits.is_any_any(rule)
	found := permits.finding(i, "permits every port")
	finding := object.union(found, {"severity": "medium"}) # what lies behind the device is not known
}
