# METADATA
# title: Free sockets that are switched on
# description: |
#   Access ports without a description are switched on, and ask nobody who plugs in: no 802.1X, no port security. In a
#   hall that everybody walks through, a socket is the shortest way into a cell. Ports whose VLAN belongs to the control
#   system are looked at, or all where there is no map.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { IAC: 2, UC: 2, RA: 2 }
#   requirements: [SR 1.2, SR 2.3, SR 7.7]
#   verdict_kind: indicates
#   owner: OT
#   phase: 2
#   action: Switch free ports off; ask the others for 802.1X, or limit them to the addresses that belong there.
package zoneproof.checks.authentication["unused-ports-open"]

import data.zoneproof.lib.ports
import data.zoneproof.lib.unread
import data.zoneproof.lib.verdict

device contains finding if {
	count(_free) > 0
	finding := {
		"verdict": verdict.of_absence(_unread),
		"severity": "medium",
		"message": concat("", [concat(" ", [input.id, "leaves", ports.counted(_free), "open that have no description and ask nobody who plugs in"]), unread.unless(_unread)]),
		"subject": ["free ports"],
		"evidence": [["interfaces", i] | some i in _free],
	}
}

device contains ports.not_seen if ports.unknown

_free := [i |
	some i in ports.guarded
	port := input.interfaces[i]
	not port.description
	not port.switchport.protection.authenticates
	not port.switchport.protection.limits_addresses
]

_unread := unread.about(["interface", "dot1x", "port-security"])
