# METADATA
# title: Reachable from the internet
# description: |
#   Hosts of the control system, its DMZ or its remote access can be reached from the internet on a service that no
#   declared flow covers. Everything that is published is found within hours. A host that one device publishes and
#   another one keeps in is one change away from that.
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
import data.zoneproof.lib.text
import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

pair contains finding if {
	input.from.kind == "internet"
	_protected[input.to.kind]
	some i in carriers.excess
	found := carriers.finding(i, "excess", "on services that no declared flow covers")
	finding := object.union(found, {"severity": "critical"})
}

# Published by one device, and kept in by another: open on the day that one is changed.
pair contains finding if {
	input.from.kind == "internet"
	_protected[input.to.kind]
	some i, stopped in input.stopped
	found := verdict.of(stopped.permits)
	finding := {
		"verdict": found,
		"severity": "high",
		"message": concat(" ", [
			stopped.rule.device, _publishes[found], input.to.id, "to", input.from.id,
			"by {rule}, and it is", text.few(stopped.stopped_by), "that stops it",
		]),
		"evidence": [["stopped", i], ["stopped", i, "permits"]],
	}
}

_publishes := {"violated": "opens", "unproved": "may open"}

_protected := zones.iacs | zones.access
