package zoneproof.checks["remote-access"]["vendor-reaches-many-zones_test"]

import data.zoneproof.checks["remote-access"]["vendor-reaches-many-zones"] as check
import data.zoneproof.lib.given_test as given

test_violated_two_cells if {
	found := check.map with input as _plant([_pass("cell-a", true), _pass("cell-b", true)])

	given.outcome(found) == {["violated", "high"]}
	{finding.message | some finding in found} == {"kuka reaches several zones: cell-a, cell-b"}
}

test_unproved_the_second_only_perhaps if {
	found := check.map with input as _plant([_pass("cell-a", true), _pass("cell-b", false)])

	given.outcome(found) == {["unproved", "high"]}
}

# A zone without a target would make it advice.
test_violated_whatever_the_target_of_the_vendor_lacks if {
	passes := [_pass("cell-a", true), _pass("cell-b", true)]
	bare := [object.union(zone, {"has_sl_target": false}) | some zone in _plant(passes).zones]
	partial := [object.union(zone, {"sl_undeclared": ["UC"]}) | some zone in _plant(passes).zones]
	no_target := check.map with input as object.union(_plant(passes), {"zones": bare})
	left_out := check.map with input as object.union(_plant(passes), {"zones": partial})

	[true | some finding in no_target; not finding.sl_target] == [true]
	[finding.sl_undeclared | some finding in left_out] == [["UC"]]
}

test_clean_one_cell if {
	found := check.map with input as _plant([_pass("cell-a", true), _pass("cell-a", true)])

	found == set()
}

test_clean_a_cell_and_the_dmz if {
	found := check.map with input as _plant([_pass("cell-a", true), _pass("dmz", true)])

	found == set()
}

_pass(to, certain) := {"from": "kuka", "to": to, "certain": certain, "boxes": []}

_plant(passes) := object.union(
	given.plant(
		[
			given.map_zone("kuka", "vendor", {}),
			given.map_zone("cell-a", "cell", {}),
			given.map_zone("cell-b", "cell", {}),
			given.map_zone("dmz", "dmz", {}),
		],
		[],
	),
	{"passes": passes},
)
