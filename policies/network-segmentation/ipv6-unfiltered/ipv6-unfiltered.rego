# METADATA
# title: IPv6 beside the filter
# description: |
#   An interface of the control system speaks IPv6, and only IPv4 is filtered there: a way round the boundary that nobody
#   looks at. Where a filter denies IPv6 by default and no rule was written for it, that is said with less weight: nobody
#   decided.
# schemas:
#   - input: schema.device
# custom:
#   severity: high
#   sl_target: { RDF: 1 }
#   requirements: [SR 5.2]
#   verdict_kind: decisive
#   owner: IT
#   phase: 1
#   needs_map: true
#   action: Switch IPv6 off at the interface, or bind a filter for it.
package zoneproof.checks["network-segmentation"]["ipv6-unfiltered"]

import data.zoneproof.lib.unread
import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

device contains finding if {
	some i, port in input.interfaces
	port.enabled
	port.ipv6
	not port.filters_ipv6
	some zone in port.zones
	zones.iacs[zone.kind]
	finding := {
		"verdict": verdict.of_absence(unread.about({"interface", "ipv6"})),
		"severity": "high",
		"message": concat(" ", [input.id, "filters no IPv6 of", zone.id, "at", port.id]),
		"subject": [port.id],
		"evidence": [["interfaces", i]],
	}
}

device contains finding if {
	some i, port in input.interfaces
	port.enabled
	port.ipv6
	port.filters_ipv6
	count(port.zones) > 0
	input.ipv6_rules == 0
	finding := {
		"verdict": verdict.of_absence(unread.about({"interface", "ipv6", "policy"})),
		"severity": "low",
		"message": concat(" ", [input.id, "speaks IPv6 at", concat("", [port.id, ","]), "and nobody wrote a rule for it"]),
		"subject": [port.id, "rules"],
		"evidence": [["interfaces", i]],
	}
}
