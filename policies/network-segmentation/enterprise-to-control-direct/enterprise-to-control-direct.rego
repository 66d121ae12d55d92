# METADATA
# title: Enterprise or internet reaches control zones directly
# description: |
#   Hosts of the enterprise network or the internet reach an operations, cell or safety zone without ending in the DMZ.
#   What is stolen or infected in the office then stands one step from the controllers. A flow that the map declares is
#   no exception: the DMZ is there to break it.
# schemas:
#   - input: schema.pair
# custom:
#   severity: critical
#   sl_target: { RDF: 1 }
#   requirements: [SR 5.1, SR 5.2]
#   verdict_kind: decisive
#   owner: IT+OT
#   phase: 1
#   action: Let the traffic end in the DMZ (replica, relay or jump host) and remove the direct rule.
package zoneproof.checks["network-segmentation"]["enterprise-to-control-direct"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.zones

pair contains finding if {
	_sources[input.from.kind]
	zones.control[input.to.kind]
	some i in carriers.all
	not _left_to_internet_to_ot(i)
	found := carriers.finding(i, "permits", "and not by way of a DMZ")
	finding := object.union(found, {"severity": "critical"})
}

_sources := {"enterprise", "internet"}

_left_to_internet_to_ot(i) if {
	input.from.kind == "internet"
	carriers.excess[i]
}
