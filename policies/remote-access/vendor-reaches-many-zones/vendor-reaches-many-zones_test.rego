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
