# METADATA
# title: Routed VLAN without access list
# description: |
#   The VLAN interface of a control system zone routes to other zones of the same switch, and no access list stands at
#   it in either direction. The switch joins what the map keeps apart.
# schemas:
#   - input: schema.device
# custom:
#   severity: high
#   sl_target: { RDF: 1 }
#   requirements: [SR 5.2]
#   verdict_kind: decisive
#   owner: IT+OT
#   phase: 1
#   needs_map: true
#   action: Bind an access list to the interface that permits the declared flows, or route the VLAN at a firewall.
package zoneproof.checks["network-segmentation"]["svi-without-acl"]

import data.zoneproof.lib.unread
import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

device contains finding if {
	some i, port in input.interfaces
	port.svi
	port.enabled
	count(port.filters_in) + count(port.filters_out) == 0
	some zone in port.zones
	zones.iacs[zone.kind]
	_joins_another(zone)
	finding := {
		"verdict": verdict.of_absence(unread.about({"interface", "vlan"})),
		"severity": "high",
		"message": concat(" ", [input.id, "routes", zone.id, "by", port.id, "with no access list in either direction"]),
		"subject": [port.id, zone.id],
		"evidence": [["interfaces", i]],
	}
}

# A switch that joins no other zone leaves the boundary to the firewall its transit link leads to.
_joins_another(zone) if {
	some other in input.zones
	other.id != zone.id
	other.kind != "infrastructure"
}
