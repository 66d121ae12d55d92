# METADATA
# description: |
#   What the map demands of every rule between two zones: what their conduit says, and where it says nothing the defaults
#   that count from the SL-T of the pair (RDF) on, the highest first.
# schemas:
#   - input: schema.pair
package zoneproof.lib.demands

import data.zoneproof.lib.carriers
import data.zoneproof.lib.verdict

# By key: the demands that count, who says so, and where it stands in the facts.
of[key] := holders[0] if {
	some key in {"explicit", "comment", "log", "most_sources", "most_destinations", "most_services", "hit_within_days", "review"}
	holders := [holder | some holder in _holders; key in object.keys(holder.demands)]
	count(holders) > 0
}

_holders := array.concat(_of_conduit, array.reverse(_of_levels))

_of_conduit := [{
	"by": concat(" ", ["conduit", input.conduit.id]),
	"path": ["conduit", "demands"],
	"demands": input.conduit.demands,
}] if {
	input.conduit.demands
} else := []

_of_levels := [{
	"by": concat(" ", ["the default from SL-T", format_int(demands.level, 10), "on"]),
	"path": ["default_demands", i],
	"demands": demands,
} |
	some i, demands in input.default_demands
	demands.level <= input.sl_target.RDF
]

# A finding that carrier `i` misses what `of[key]` demands: what is wrong with it, the words of the demand, and whether
# that is certain ("violated") or a doubt keeps it open. `aspect` tells what one rule misses from what else it misses.
finding(i, key, missed) := object.union(
	carriers.finding(i, "permits", concat("", [missed.what, "; ", of[key].by, " demands ", missed.demand])),
	{
		"verdict": _weaker(missed.verdict, verdict.of(input.carriers[i].permits)),
		"aspect": missed.aspect,
		"evidence": [["carriers", i], ["carriers", i, "permits"], of[key].path],
	},
)

_weaker("violated", "violated") := "violated"

_weaker(one, other) := "unproved" if "unproved" in [one, other]
