# METADATA
# description: |
#   What the services of a set of packets may be. A port is not a protocol: candidates come from the catalogue of services
#   by default port.
package zoneproof.lib.protocols

# Ids of protocols that can write to a controller, those first that everybody knows. A port that every web or Windows
# service also uses tells nothing of a controller and is left out.
process(set) := array.concat([id | some id in _well_known; id in ids], sort(ids - {id | some id in _well_known})) if {
	ids := {p.id |
		some p in set.protocols
		p.can_change_process
		_process_categories[p.category]
		not _used_by_it(set, p.port)
	}
}

_well_known := [
	"modbus-tcp", "s7comm", "enip-explicit", "opcua-tcp", "bacnet-ip", "dnp3", "iec104", "profinet-cm",
	"beckhoff-ads", "omron-fins", "slmp", "tristation", "ethercat-udp", "knxnet-ip", "niagara-fox",
]

remote_desktop(set) := sort([p.id |
	some p in set.protocols
	p.category == "remote-desktop"
])

# Programming of controllers; ports that control traffic shares are left out.
engineering(set) := sort([p.id |
	some p in set.protocols
	p.category == "engineering"
	not _has_other_use(set, p.port)
])

_process_categories := {"control", "engineering", "safety", "building"}

_it := {"http", "https", "msrpc", "rpc-dynamic"}

_used_by_it(set, port) if {
	some p in set.protocols
	p.port == port
	_it[p.id]
}

_has_other_use(set, port) if {
	some p in set.protocols
	p.port == port
	p.category != "engineering"
}
