# METADATA
# description: Layer-2 ports of a device, and the zones that lie in their VLANs.
# schemas:
#   - input: schema.device
package zoneproof.lib.ports

import data.zoneproof.lib.text
import data.zoneproof.lib.zones

# Kinds of the zones in each VLAN.
kinds[vlan.vlan] := {zone.kind | some zone in vlan.zones} if some vlan in input.vlans

# Access ports, and those a station may take for one, that stand in the control system, as far as it is known; without a map all.
guarded := [i |
	some i in _access
	input.interfaces[i].switchport.protection
	_in_iacs(input.interfaces[i].switchport)
]

# It has access ports, and what protects them is not read.
unknown if {
	some i in _access
	not input.interfaces[i].switchport.protection
}

not_seen := {"not_assessed": "how ports keep strange stations off is not read from exports of its vendor"}

# "3 ports (Gi1/0/1, Gi1/0/2, Gi1/0/3)"
counted(indices) := concat("", [
	format_int(count(indices), 10),
	_noun(indices),
	" (",
	text.few([input.interfaces[i].id | some i in indices]),
	")",
])

_noun(indices) := " port" if {
	count(indices) == 1
} else := " ports"

_access := [i |
	some i, port in input.interfaces
	port.enabled
	port.switchport.mode in {"access", "dynamic"}
	not port.switchport.internal
]

_in_iacs(_) if input.has_map == false

_in_iacs(switchport) if {
	some vlan in switchport.vlans
	count(kinds[vlan] & zones.iacs) > 0
}
