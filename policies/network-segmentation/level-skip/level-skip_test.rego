package zoneproof.checks["network-segmentation"]["level-skip_test"]

import data.zoneproof.checks["network-segmentation"]["level-skip"] as check
import data.zoneproof.lib.given_test as given

test_violated_office_to_building if {
	found := check.pair with input as _levels(_pair, [4, 4], [1, 2])

	given.outcome(found) == {["violated", "high"]}
	{endswith(finding.message, "across 2 levels") | some finding in found} == {true}
}

test_violated_declared_flow if {
	flow := given.flow("F-141", "open", [given.https])
	bare := given.pair("enterprise", "building", [])
	found := check.pair with input as _levels(given.flowing(bare, [flow]), [4, 4], [1, 2])

	{finding.flow | some finding in found} == {"F-141"}
}

test_unproved_flow_that_may_pass if {
	flow := given.flow("F-141", "unknown", [given.https])
	bare := given.pair("enterprise", "building", [])
	found := check.pair with input as _levels(given.flowing(bare, [flow]), [4, 4], [1, 2])

	given.outcome(found) == {["unproved", "high"]}
	{finding.message | some finding in found} == {"F-141 (a-service) from a-enterprise to b-building, if it passes, skips 2 levels"}
}

test_violated_declared_flow_that_is_blocked_in_part if {
	flow := object.union(given.flow("F-141", "blocked", [given.https]), {"part": "surely"})
	bare := given.pair("enterprise", "building", [])
	found := check.pair with input as _levels(given.flowing(bare, [flow]), [4, 4], [1, 2])

	given.outcome(found) == {["violated", "high"]}
	{finding.message | some finding in found} == {"F-141 (a-service) from a-enterprise to b-building, as far as it is not blocked, skips 2 levels"}
}

test_unproved_declared_flow_that_is_blocked_and_may_pass_in_part if {
	flow := object.union(given.flow("F-141", "blocked", [given.https]), {"part": "perhaps"})
	bare := given.pair("enterprise", "building", [])
	found := check.pair with input as _levels(given.flowing(bare, [flow]), [4, 4], [1, 2])

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_declared_flow_that_is_blocked if {
	flow := given.flow("F-141", "blocked", [given.https])
	bare := given.pair("enterprise", "building", [])
	found := check.pair with input as _levels(given.flowing(bare, [flow]), [4, 4], [1, 2])

	found == set()
}

test_clean_neighbours if {
	found := check.pair with input as _levels(_pair, [3, 3], [1, 2])

	found == set()
}

test_not_assessed_no_levels_given if {
	found := check.pair with input as _pair

	found == {{"not_assessed": concat(" ", ["the map does not say which level", id, "has (level:)"])} |
		some id in ["a-enterprise", "b-building"]
	}
}

test_not_assessed_the_flow_of_a_zone_without_level if {
	flow := given.flow("F-141", "open", [given.https])
	leveled := _levels(given.flowing(given.pair("enterprise", "building", []), [flow]), [4, 4], [1, 2])
	found := check.pair with input as object.union(
		object.remove(leveled, ["to"]),
		{"to": object.remove(leveled.to, ["level_low", "level_high"])},
	)

	found == {{"not_assessed": "the map does not say which level b-building has (level:)"}}
}

test_clean_no_levels_given_and_nothing_passes if {
	found := check.pair with input as given.pair("enterprise", "building", [])

	found == set()
}

test_clean_no_levels_of_the_internet if {
	found := check.pair with input as given.pair("enterprise", "internet", _pair.carriers)

	found == set()
}

test_clean_safety_has_its_own if {
	found := check.pair with input as _levels(given.pair("operations", "safety", _pair.carriers), [4, 4], [1, 1])

	found == set()
}

_pair := given.pair("enterprise", "building", [given.undeclared(given.rule({}), true)])

_levels(facts, from, to) := object.union(facts, {
	"from": object.union(facts.from, {"level_low": from[0], "level_high": from[1]}),
	"to": object.union(facts.to, {"level_low": to[0], "level_high": to[1]}),
})
