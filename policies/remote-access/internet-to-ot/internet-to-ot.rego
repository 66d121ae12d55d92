# METADATA
# title: Reachable from the internet
# description: |
#   Hosts of the control system, its DMZ or its remote access can be reached from the internet on a service that no
#   declared flow covers. Everything that is published is found within hours.
# schemas:
#   - input: schema.pair
# custom:
#   severity: critical
#   sl_target: { IAC: 1, RDF: 1 }
#   requirements: [SR 1.13, SR 5.2]
#   verdict_kind: decisive
#   owner: IT+OT
#   phase: 1
#   action: Remove the rule; let people in by the VPN and the jump host.
package zoneproof.checks["remote-access"]["internet-to-ot"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.zones

pair contains finding if {
	input.from.kind == "internet"
	_protected[input.to.kind]
	some i in carriers.excess
	found := carriers.finding(i, "excess", "on services that no declared flow covers")
	finding := object.union(found, {"severity": "critical"})
}

_protected := zones.iacs | zones.access
