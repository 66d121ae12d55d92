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
	_target(input.zones[i]),
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

_target(part) := {"sl_target": part.sl_target} if {
	part.has_sl_target
} else := {}

# Without a target of its own a conduit has, element by element, the higher of its zones.
_conduit_target(conduit) := _target(conduit) if {
	conduit.has_sl_target
} else := {"sl_target": {element: max(levels) |
	some element in ["IAC", "UC", "SI", "DC", "RDF", "TRE", "RA"]
	levels := [by_id[id].sl_target[element] | some id in conduit.between; by_id[id].has_sl_target]
}} if {
	some id in conduit.between
	by_id[id].has_sl_target
} else := {}
