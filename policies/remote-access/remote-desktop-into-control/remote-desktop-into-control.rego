# METADATA
# title: Remote desktop into a control zone
# description: |
#   Remote desktop (RDP, VNC and the like) is let into a zone of the control system other than by the declared way over
#   the jump host. A remote desktop is a seat at the console.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { IAC: 1, RDF: 1 }
#   requirements: [SR 1.13, SR 5.2]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   action: Let remote desktop into the zone from the jump host alone, and declare that flow.
package zoneproof.checks["remote-access"]["remote-desktop-into-control"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text
import data.zoneproof.lib.zones

pair contains finding if {
	_guarded
	some i in carriers.named # what lets everything pass belongs to any-any-rule and default-allow-between-zones

	part := _part(input.carriers[i])
	ids := protocols.remote_desktop(input.carriers[i][part])
	count(ids) > 0
	found := carriers.finding_of_rule(i, part, concat(" ", ["with remote desktop", concat("", ["(", text.few(ids), ")"])]))
	finding := object.union(found, {"severity": "high"})
}

_guarded if zones.iacs[input.to.kind]

# From the internet the jump host itself is to be reached over a VPN.
_guarded if {
	input.from.kind == "internet"
	zones.access[input.to.kind]
}

# A declared flow is the way over the jump host, unless it comes from where no jump host stands.
_part(carrier) := "permits" if {
	_untrusted[input.from.kind]
	zones.iacs[input.to.kind]
} else := "excess" if {
	carrier.excess
}

_untrusted := {"internet", "enterprise", "vendor", "wireless", "building"}
