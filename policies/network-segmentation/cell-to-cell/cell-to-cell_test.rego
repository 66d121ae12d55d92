package zoneproof.checks["network-segmentation"]["cell-to-cell_test"]

import data.zoneproof.checks["network-segmentation"]["cell-to-cell"] as check
import data.zoneproof.lib.given_test as given

test_violated_rule_from_cell_to_cell if {
	found := check.pair with input as given.pair("cell", "cell", [_written])

	given.outcome(found) == {["violated", "high"]}
}

# W17: the robot cell whose interface nobody filters.
test_violated_no_filter if {
	found := check.pair with input as given.pair("cell", "cell", [given.undeclared(given.no_filter, true)])

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_only_a_doubt_lets_it_pass if {
	found := check.pair with input as given.pair("cell", "cell", [given.undeclared(given.rule({}), false)])

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_conduit_belongs_to_flow_outside_conduit if {
	found := check.pair with input as given.joined(given.pair("cell", "cell", [_written]))

	found == set()
}

test_clean_cell_to_operations if {
	found := check.pair with input as given.pair("cell", "operations", [_written])

	found == set()
}

_written := given.undeclared(given.rule({}), true)
