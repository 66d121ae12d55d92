# METADATA
# description: |
#   What the services of a set of packets may be. A port is not a protocol: candidates come from the catalogue of services
#   by default port. Found once for each key of `input.services`: many sets of a pair share their services.
# schemas:
#   - input: schema.pair
package zoneproof.lib.protocols

# Ids of protocols that can write to a controller, those first that everybody knows. A port that every web or Windows
# service also uses tells nothing of a controller and is left out.
process(set) := _process[set.services]

remote_desktop(set) := _remote_desktop[set.services]

# Programming of controllers; ports that control traffic shares are left out.
engineering(set) := _engineering[set.services]

_process[key] := array.concat([id | some id in _well_known; id in ids], sort(ids - {id | some id in _well_known})) if {
	some key, services in input.services
	by_it := {p.port |
		some p in services.protocols
		_it[p.id]
	}
	ids := {p.id |
		some p in services.protocols
		p.can_change_process
		_process_categories[p.category]
		not by_it[p.port]
	}
}

_remote_desktop[key] := ids if {
	some key, services in input.services
	ids := sort([p.id |
		some p in services.protocols
		p.category == "remote-desktop"
	])
}

_engineering[key] := ids if {
	some key, services in input.services
	shared := {p.port |
		some p in services.protocols
		p.category != "engineering"
	}
	ids := sort([p.id |
		some p in services.protocols
		p.category == "engineering"
		not shared[p.port]
	])
}

_well_known := [
	"modbus-tcp", "s7comm", "enip-explicit", "opcua-tcp", "bacnet-ip", "dnp3", "iec104", "profinet-cm",
	"beckhoff-ads", "omron-fins", "slmp", "tristation", "ethercat-udp", "knxnet-ip", "niagara-fox",
]

_process_categories := {"control", "engineering", "safety", "building"}

_it := {"http", "https", "msrpc", "rpc-dynamic"}
