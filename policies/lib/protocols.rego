# METADATA
# description: |
#   What the services of a set of packets may be. A port is not a protocol: candidates come from the catalogue of services
#   by default port; what these are stands in `data.protocols`. Found once for each key of `input.services`: many sets of
#   a pair share their services.
# schemas:
#   - input: schema.pair
package zoneproof.lib.protocols

# Ids of protocols that can write to a controller, those first that everybody knows. A port that every web or Windows
# service also uses tells nothing of a controller and is left out.
process(set) := _process[set.services]

remote_desktop(set) := _remote_desktop[set.services]

# Programming of controllers; ports that control traffic shares are left out.
engineering(set) := _engineering[set.services]

# Those of `ids` that the services of a set may be, sorted.
among(set, ids) := sort([id |
	some id in ids
	input.services[set.services].protocols[id]
])

# Services that protect nothing on the way, whichever candidate of their port it is; time, names and pings tell nobody anything.
clear_text(set) := _clear_text[set.services]

# Control and administration that tells nobody whether it was changed on the way; no candidate of the port surely does.
without_integrity(set) := _without_integrity[set.services]

_clear_text[key] := sort([id |
	some id, port in _open_ports[key].encrypted
	not data.protocols[id].category == "time-name"
	not port == "ip/1"
]) if {
	some key, _ in input.services
}

_without_integrity[key] := sort([id |
	some id, _ in _open_ports[key].authenticated
	_changing_categories[data.protocols[id].category]
]) if {
	some key, _ in input.services
}

# The candidates that lack a property, of ports of which no other candidate has it, or surely has it.
_open_ports[key] := {property: candidates |
	some property, others in {"encrypted": {"y", "optional"}, "authenticated": {"y"}}
	having := {port |
		some id, port in input.services[key].protocols
		data.protocols[id][property] in others
	}
	candidates := {id: port |
		some id, port in input.services[key].protocols
		data.protocols[id][property] == "n"
		not having[port]
	}
} if {
	some key, _ in input.services
}

_changing_categories := {"control", "engineering", "safety", "building", "hmi", "management"}

# Programming of safety controllers, or of others; ports that something else shares are left out.
safety_engineering(set) := _safety_engineering[set.services]

_safety_engineering[key] := ids if {
	some key, services in input.services
	shared := {port |
		some id, port in services.protocols
		not data.protocols[id].category in {"engineering", "safety"}
	}
	ids := sort([id |
		some id, port in services.protocols
		data.protocols[id].category in {"engineering", "safety"}
		not shared[port]
	])
}

_process[key] := array.concat([id | some id in _well_known; id in ids], sort(ids - {id | some id in _well_known})) if {
	some key, services in input.services
	by_it := {services.protocols[id] | some id in _it}
	ids := {id |
		some id, port in services.protocols
		data.protocols[id].can_change_process
		_process_categories[data.protocols[id].category]
		not by_it[port]
	}
}

_remote_desktop[key] := ids if {
	some key, services in input.services
	ids := sort([id |
		some id, _ in services.protocols
		data.protocols[id].category == "remote-desktop"
	])
}

_engineering[key] := ids if {
	some key, services in input.services
	shared := {port |
		some id, port in services.protocols
		data.protocols[id].category != "engineering"
	}
	ids := sort([id |
		some id, port in services.protocols
		data.protocols[id].category == "engineering"
		not shared[port]
	])
}

_well_known := [
	"modbus-tcp", "s7comm", "enip-explicit", "opcua-tcp", "bacnet-ip", "dnp3", "iec104", "profinet-cm",
	"beckhoff-ads", "omron-fins", "slmp", "tristation", "ethercat-udp", "knxnet-ip", "niagara-fox",
]

_process_categories := {"control", "engineering", "safety", "building"}

_it := {"http", "https", "msrpc", "rpc-dynamic"}
