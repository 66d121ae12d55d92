# METADATA
# title: Rule that opens a wide range of ports
# description: |
#   A rule lets undeclared packets through by a range of more than 1000 ports. Among them are services that nobody meant,
#   and every program that listens there tomorrow.
# schemas:
#   - input: schema.pair
# custom:
#   severity: medium
#   sl_target: { RDF: 2, RA: 2 }
#   requirements: [SR 5.2 RE 1, SR 7.7]
#   verdict_kind: indicates
#   owner: OT
#   phase: 2
#   action: Fix the ports of the application (RPC and OPC can be told theirs) and name them in the rule.
package zoneproof.checks["network-segmentation"]["wide-port-range"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.zones

pair contains finding if {
	_guarded
	some i in carriers.specific_excess
	input.carriers[i].rule.wide_ports
	found := carriers.finding(i, "excess", "by a range of more than 1000 ports")
	finding := object.union(found, {"severity": "medium"})
}

pair contains finding if {
	_guarded
	some i, stopped in input.stopped
	stopped.rule.wide_ports
	found := carriers.finding_stopped(i, "by a range of more than 1000 ports")
	finding := object.union(found, {"severity": "medium"})
}

_guarded if zones.touches_iacs(input)

_guarded if input.to.kind == "dmz"
