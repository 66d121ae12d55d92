# METADATA
# description: |
#   Findings about the map itself: what a zone or conduit lacks. Each is judged by the target of what it is about; one
#   without a target is not waved through.
# schemas:
#   - input: schema.map
package zoneproof.lib.declared

import data.zoneproof.lib.verdict

by_id := {zone.id: zone | some zone in input.zones}

kinds := {zone.id: zone.kind | some zone in input.zones}

# Zones that somebody of the plant answers for: the internet is nobody's.
owned := {i |
	some i, zone in input.zones
	zone.kind != "internet"
}

of_zone(i, message) := object.union(_finding(message, ["zones", i]), object.union(
	{"zone": input.zones[i].id, "subject": ["zone", input.zones[i].id]},
	target_of(input.zones[i]),
))

of_conduit(i, message) := object.union(_finding(message, ["conduits", i]), object.union(
	{"conduit": input.conduits[i].id, "subject": ["conduit", input.conduits[i].id]},
	_conduit_target(input.conduits[i]),
))

# A finding about flow `j` of conduit `i`.
of_flow(i, j, message) := object.union(of_conduit(i, message), {
	"flow": flow.id,
	"subject": ["flow", flow.id],
	"evidence": [["conduits", i, "flows", j]],
}) if {
	flow := input.conduits[i].flows[j]
}

_finding(message, path) := {"verdict": verdict.of_presence, "message": message, "evidence": [path]}

# What a finding about a zone or conduit is judged by; one without a target says nothing.
target_of(part) := {"sl_target": part.sl_target, "sl_undeclared": left_out(part)} if {
	part.has_sl_target
} else := {}

# Elements that a target leaves out.
left_out(part) := object.get(part, "sl_undeclared", [])

# Without a target of its own a conduit has, element by element, the higher of its zones; so too for what it leaves out.
_conduit_target(conduit) := _own_first(conduit, _of_zones(conduit)) if {
	conduit.has_sl_target
	_of_zones(conduit)
} else := target_of(conduit) if {
	conduit.has_sl_target
} else := _of_zones(conduit) if {
	_of_zones(conduit)
} else := {}

_own_first(conduit, zones) := {
	"sl_target": object.union(conduit.sl_target, {element: zones.sl_target[element] | some element in left_out(conduit)}),
	"sl_undeclared": [element | some element in left_out(conduit); element in zones.sl_undeclared],
}

_of_zones(conduit) := {
	"sl_target": {element: max([zone.sl_target[element] | some zone in zones]) |
		some element in ["IAC", "UC", "SI", "DC", "RDF", "TRE", "RA"]
	},
	"sl_undeclared": [element | some zone in zones; some element in left_out(zone)],
} if {
	zones := [by_id[id] | some id in conduit.between; by_id[id].has_sl_target]
	count(zones) > 0
}
