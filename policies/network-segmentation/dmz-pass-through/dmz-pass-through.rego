# METADATA
# title: Service that goes through the DMZ
# description: |
#   The same service is open from outside to a host of the DMZ, and from that host on into the control system. A session
#   can be chained through, as if there were no DMZ. Declared flows and undeclared packets count; of two rules that both
#   name the whole DMZ nothing is said here, they have checks of their own.
# schemas:
#   - input: schema.map
# custom:
#   severity: high
#   sl_target: { RDF: 2 }
#   requirements: [SR 5.2, SR 5.2 RE 1, SR 5.4]
#   verdict_kind: indicates
#   owner: OT
#   phase: 1
#   action: Let the host in the DMZ hand data over by another service, started from the control system.
package zoneproof.checks["network-segmentation"]["dmz-pass-through"]

import data.zoneproof.lib.declared
import data.zoneproof.lib.text
import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

map contains finding if {
	some inward in _steps
	declared.kinds[inward.to] == "dmz"
	declared.kinds[inward.from] in {"enterprise", "internet"}
	some onward in _steps
	onward.from == inward.to
	zones.iacs[declared.kinds[onward.to]]
	hosts := inward.destinations & onward.sources
	count(hosts) > 0
	services := inward.services & onward.services
	count(services) > 0
	found := verdict.of({"certain": {inward.certain, onward.certain} == {true}})
	finding := object.union(declared.target_of(declared.by_id[onward.to]), {
		"verdict": found,
		"severity": "high",
		"message": concat(" ", [
			inward.from, _reaches[found], text.few(sort(hosts)), "in", inward.to, "and that one",
			onward.to, "by the same service,", text.few(sort(services)),
		]),
		"from": inward.from,
		"to": onward.to,
		"subject": [inward.from, onward.to, concat(",", sort(hosts)), concat(",", sort(services))],
		"evidence": [inward.path, onward.path],
	})
}

_reaches := {"violated": "reaches", "unproved": "may reach"}

# What goes from one zone to another: undeclared packets, and declared flows.
_steps contains step if {
	some i, pass in input.passes
	some box in pass.boxes
	step := {
		"from": pass.from,
		"to": pass.to,
		"sources": {source | some source in box.sources},
		"destinations": {destination | some destination in box.destinations},
		"services": {service | some service in box.services},
		"certain": pass.certain,
		"path": ["passes", i],
	}
}

_steps contains step if {
	some i, conduit in input.conduits
	some j, flow in conduit.flows
	some from in flow.from
	from.kind == "addresses"
	some to in flow.to
	to.kind == "addresses"
	step := {
		"from": from.zone,
		"to": to.zone,
		"sources": {from.text},
		"destinations": {to.text},
		"services": ({flow.service} | {protocol.port | some protocol in flow.protocols}),
		"certain": true, # it is meant to pass
		"path": ["conduits", i, "flows", j],
	}
}
