# METADATA
# description: |
#   What services may be, told from their candidates: default ports by id (`{"modbus-tcp": "tcp/502"}`). A port is not a
#   protocol; what candidates are stands in `data.protocols`. Asked once for everything in a run that has the same
#   candidates (`main.services`), and handed back with them as `input.services` of each pair: found anew in every pair
#   and check, this was most of the time that judging took.
package zoneproof.lib.services

of(candidates) := {
	"process": _process(candidates),
	"remote_desktop": _remote_desktop(candidates),
	"engineering": _engineering(candidates),
	"safety_engineering": _safety_engineering(candidates),
	"clear_text": _clear_text(candidates),
	"without_integrity": _without_integrity(candidates),
}

# Those that can write to a controller, the ones first that everybody knows. A port that every web or Windows service also
# uses tells nothing of a controller and is left out.
_process(candidates) := array.concat([id | some id in _well_known; id in ids], sort(ids - {id | some id in _well_known})) if {
	by_it := {candidates[id] | some id in _it}
	ids := {id |
		some id, port in candidates
		data.protocols[id].can_change_process
		_process_categories[data.protocols[id].category]
		not by_it[port]
	}
}

_well_known := [
	"modbus-tcp", "s7comm", "enip-explicit", "opcua-tcp", "bacnet-ip", "dnp3", "iec104", "profinet-cm",
	"beckhoff-ads", "omron-fins", "slmp", "tristation", "ethercat-udp", "knxnet-ip", "niagara-fox",
]

_process_categories := {"control", "engineering", "safety", "building"}

_it := {"http", "https", "msrpc", "rpc-dynamic"}

_remote_desktop(candidates) := sort([id |
	some id, _ in candidates
	data.protocols[id].category == "remote-desktop"
])

# Programming of controllers; ports that control traffic shares are left out.
_engineering(candidates) := _alone(candidates, {"engineering"})

# Programming of safety controllers, or of others; ports that something else shares are left out.
_safety_engineering(candidates) := _alone(candidates, {"engineering", "safety"})

# Candidates of these categories, on ports that have no other candidate.
_alone(candidates, categories) := sort([id |
	some id, port in candidates
	data.protocols[id].category in categories
	not shared[port]
]) if {
	shared := {port |
		some id, port in candidates
		not data.protocols[id].category in categories
	}
}

# What protects nothing on the way, whichever candidate of its port it is; time, names and pings tell nobody anything.
_clear_text(candidates) := sort([id |
	some id, port in _lacking(candidates, "encrypted", {"y", "optional"})
	not data.protocols[id].category == "time-name"
	not port == "ip/1"
])

# Control and administration that tells nobody whether it was changed on the way; no candidate of the port surely does.
_without_integrity(candidates) := sort([id |
	some id, _ in _lacking(candidates, "authenticated", {"y"})
	_changing_categories[data.protocols[id].category]
])

# The candidates that lack a property, of ports of which no other candidate has it, or may have it.
_lacking(candidates, property, others) := {id: port |
	some id, port in candidates
	data.protocols[id][property] == "n"
	not having[port]
} if {
	having := {port |
		some id, port in candidates
		data.protocols[id][property] in others
	}
}

_changing_categories := {"control", "engineering", "safety", "building", "hmi", "management"}
