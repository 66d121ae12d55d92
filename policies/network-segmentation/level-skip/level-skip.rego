# METADATA
# title: Flow that skips levels of the reference model
# description: |
#   Packets go between zones that are two or more reference levels apart, past the levels between. Nothing there can
#   break the session, look into it, or stop it. Of a range of levels the nearer end counts; safety zones and the
#   internet have checks of their own.
# schemas:
#   - input: schema.pair
#   - data.thresholds: schema.thresholds
# custom:
#   severity: high
#   sl_target: { RDF: 1 }
#   requirements: [SR 5.1, SR 5.2]
#   verdict_kind: indicates
#   owner: OT
#   phase: 1
#   action: Let a server in a zone between (operations, DMZ) speak to both sides.
package zoneproof.checks["network-segmentation"]["level-skip"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.flows

pair contains finding if {
	_skips
	some i in carriers.undeclared
	found := carriers.finding(i, "excess", concat(" ", ["across", _levels, "levels"]))
	finding := object.union(found, {"severity": "high"})
}

pair contains finding if {
	_skips
	some i in flows.passing
	found := flows.finding(i, concat(" ", ["skips", _levels, "levels"]))
	finding := object.union(found, {"severity": "high"})
}

pair contains {"not_assessed": concat(" ", ["the map does not say which level", zone.id, "has (level:)"])} if {
	_is_here
	_something_passes
	some zone in [input.from, input.to]
	not zone.level_low
}

_skips if {
	_is_here
	_apart >= data.thresholds["level-skip"].levels
}

_is_here if {
	not input.from.kind in _elsewhere
	not input.to.kind in _elsewhere
}

_something_passes if count(carriers.undeclared) > 0

_something_passes if count(flows.passing) > 0

_apart := max([input.from.level_low - input.to.level_high, input.to.level_low - input.from.level_high])

_levels := sprintf("%v", [_apart])

_elsewhere := {"safety", "internet", "unmapped"}
