# METADATA
# title: Services of the control system in the office alone
# description: |
#   By the declared flows the zone gets its time, names, accounts or addresses from the office network alone. When the
#   office is down, or cut off because it was attacked, the plant follows. Servers that the devices themselves name are
#   looked at too, where they are read.
# schemas:
#   - input: schema.map
# custom:
#   severity: medium
#   sl_target: { RDF: 3 }
#   requirements: [SR 5.1 RE 2]
#   verdict_kind: indicates
#   owner: IT+OT
#   phase: 2
#   needs_map: true
#   action: Put a server of its own into the plant or the DMZ, and let the zone ask that one.
package zoneproof.checks["network-segmentation"]["ot-depends-on-enterprise-services"]

import data.zoneproof.lib.declared
import data.zoneproof.lib.posture
import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

map contains finding if {
	some i, zone in input.zones
	zones.iacs[zone.kind]
	some service, ids in _services
	places := {declared.kinds[end.zone] |
		some conduit in input.conduits
		some flow in conduit.flows
		_is_of(flow, ids)
		_comes_from(flow, zone.id)
		some end in flow.to
		end.zone != zone.id
	}
	count(places) > 0
	count(places - {"enterprise", "internet"}) == 0
	message := concat(" ", [zone.id, "gets its", service, "from the office or the internet alone"])
	finding := object.union(declared.of_zone(i, message), {"severity": "medium", "subject": [zone.id, service]})
}

# METADATA
# schemas:
#   - input: schema.device
device contains finding if {
	some zone in input.zones
	zones.iacs[zone.kind]
	some kind, service in {"names": "names", "accounts": "accounts of administrators"}
	asked := [i | some i, helper in input.surface.helpers; helper.kind == kind]
	count(asked) > 0
	every i in asked {
		input.surface.helpers[i].zone.kind in {"enterprise", "internet"}
	}
	finding := {
		"verdict": verdict.of_presence,
		"severity": "medium",
		"message": concat(" ", [input.id, "gets its", service, "from the office or the internet alone"]),
		"subject": [kind],
		"evidence": [["surface", "helpers", i] | some i in asked],
	}
}

# METADATA
# schemas:
#   - input: schema.device
device contains posture.not_seen if not input.surface

_services := {
	"time": {"ntp", "ptp", "nts-ke"},
	"names": {"dns", "dot-doh"},
	"accounts": {"kerberos", "ldap", "ldaps", "ldap-gc", "radius", "tacacs"},
	"addresses": {"dhcp"},
}

# Every candidate of a port has to be one: tcp/443 is not asked for names.
_is_of(flow, ids) if {
	count(flow.protocols) > 0
	every protocol in flow.protocols {
		protocol.id in ids
	}
}

_comes_from(flow, zone) if {
	some end in flow.from
	end.zone == zone
}
