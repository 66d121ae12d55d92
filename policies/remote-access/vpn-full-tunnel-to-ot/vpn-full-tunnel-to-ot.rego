# METADATA
# title: Remote users reach whole networks
# description: |
#   A rule lets hosts of a remote access or vendor zone reach the whole of a control system zone, beyond what is
#   declared. From SL 2 access is approved for named hosts and services.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { IAC: 2, RDF: 2 }
#   requirements: [SR 1.13 RE 1, SR 5.2 RE 1]
#   verdict_kind: decisive
#   owner: IT+OT
#   phase: 1
#   action: Name the hosts and ports that the remote user needs as the destination of the rule.
package zoneproof.checks["remote-access"]["vpn-full-tunnel-to-ot"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.zones

pair contains finding if {
	input.from.kind in {"remote-access", "vendor"}
	zones.iacs[input.to.kind]
	some i in carriers.excess
	carriers.written[i]
	_whole(input.carriers[i])
	found := carriers.finding_of_rule(i, "excess", "as a whole")
	finding := object.union(found, {"severity": "high"})
}

pair contains finding if {
	input.from.kind in {"remote-access", "vendor"}
	zones.iacs[input.to.kind]
	some i, stopped in input.stopped
	not stopped.rule.implicit
	_whole(stopped)
	found := carriers.finding_stopped(i, "as a whole")
	finding := object.union(found, {"severity": "medium"})
}

_whole(carrier) if carrier.covers_to_zone

_whole(carrier) if carrier.rule.any_destination
