# METADATA
# title: Control protocol from outside the control system
# description: |
#   Enterprise, internet, vendor, wireless or building automation hosts reach controllers with a protocol that can write
#   to them. Most of these protocols ask for no password: who can connect can change the process. A port is not a
#   protocol, so the candidates are named.
# schemas:
#   - input: schema.pair
# custom:
#   severity: critical
#   sl_target: { RDF: 1, UC: 1 }
#   requirements: [SR 5.2, SR 2.1]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   action: Remove the control protocol from the rule; let a server in the operations zone speak to the controllers.
package zoneproof.checks["network-segmentation"]["control-protocol-from-it"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text
import data.zoneproof.lib.zones

pair contains finding if {
	_sources[input.from.kind]
	zones.iacs[input.to.kind]
	some i in carriers.named # what lets everything pass belongs to any-any-rule and default-allow-between-zones

	ids := protocols.process(input.carriers[i].permits)
	count(ids) > 0
	found := carriers.finding_of_rule(i, "permits", concat(" ", ["on ports of", text.few(ids)]))
	finding := object.union(found, {"severity": "critical"})
}

_sources := {"enterprise", "internet", "vendor", "wireless", "building"}
