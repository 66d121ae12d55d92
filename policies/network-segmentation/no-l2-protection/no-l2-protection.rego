# METADATA
# title: Ports without protection against layer 2
# description: |
#   Access ports of the control system lack a BPDU guard, a limit on storms, or the switch takes DHCP answers from
#   everywhere. One wrong cable, or one broken network card, stops a cell.
# schemas:
#   - input: schema.device
# custom:
#   severity: low
#   sl_target: { RA: 2 }
#   requirements: [SR 7.1 RE 1]
#   verdict_kind: indicates
#   owner: IT
#   phase: 3
#   action: Switch BPDU guard, storm control and DHCP snooping on for access ports.
package zoneproof.checks["network-segmentation"]["no-l2-protection"]

import data.zoneproof.lib.ports
import data.zoneproof.lib.unread
import data.zoneproof.lib.verdict

device contains finding if {
	count(_bare) > 0
	finding := {
		"verdict": verdict.of_absence(_unread),
		"severity": "low",
		"message": concat("", [concat(" ", [input.id, "has", ports.counted(_bare), "without BPDU guard or storm control"]), unread.unless(_unread)]),
		"subject": ["ports"],
		"evidence": [["interfaces", i] | some i in _bare],
	}
}

device contains finding if {
	count(ports.guarded) > 0
	input.surface.dhcp_snooping == false
	finding := {
		"verdict": verdict.of_absence(_unread),
		"severity": "low",
		"message": concat("", [concat(" ", [input.id, "takes DHCP answers from every port"]), unread.unless(_unread)]),
		"subject": ["dhcp snooping"],
		"evidence": [["interfaces", i] | some i in ports.guarded],
	}
}

device contains ports.not_seen if ports.unknown

_bare := [i |
	some i in ports.guarded
	_lacks(input.interfaces[i].switchport.protection)
]

_lacks(protection) if not protection.guards_loops

_lacks(protection) if not protection.limits_storms

_unread := unread.about(["interface", "snooping", "storm", "bpdu", "portfast"])
