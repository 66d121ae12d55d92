# METADATA
# title: Remote access past the jump host
# description: |
#   Hosts of a remote access or vendor zone other than its jump hosts reach the control system. The jump host is where
#   sessions are recorded, checked and cut; who goes past it is seen by nobody.
# schemas:
#   - input: schema.pair
# custom:
#   severity: critical
#   sl_target: { IAC: 1, RDF: 1 }
#   requirements: [SR 1.13, SR 5.2]
#   verdict_kind: decisive
#   owner: IT+OT
#   phase: 1
#   action: Let the pool reach the jump host alone, and the jump host the declared hosts.
package zoneproof.checks["remote-access"]["remote-access-not-via-jump-host"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.flows
import data.zoneproof.lib.text
import data.zoneproof.lib.zones

pair contains finding if {
	_remote
	some i in carriers.undeclared
	input.carriers[i].past_jump_hosts
	found := carriers.finding(i, "excess", "past its jump host")
	finding := object.union(found, {"severity": "critical"})
}

pair contains finding if {
	_remote
	some i, stopped in input.stopped
	stopped.past_jump_hosts
	not stopped.rule.implicit
	found := carriers.finding_stopped(i, "past its jump host")
	finding := object.union(found, {"severity": "high"})
}

pair contains finding if {
	_remote
	some i in flows.passing
	past := input.flows[i].past_jump_hosts
	count(past) > 0
	found := flows.finding(i, concat(" ", ["starts at", text.few(past), "and not at a jump host"]))
	finding := object.union(found, {"severity": "critical"})
}

_remote if {
	input.from.kind in {"remote-access", "vendor"}
	zones.iacs[input.to.kind]
}
