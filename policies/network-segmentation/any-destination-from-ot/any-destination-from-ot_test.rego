package zoneproof.checks["network-segmentation"]["any-destination-from-ot_test"]

import data.zoneproof.checks["network-segmentation"]["any-destination-from-ot"] as check
import data.zoneproof.lib.given_test as given

test_violated_any_destination if {
	found := check.pair with input as given.pair("operations", "enterprise", [given.undeclared(_anywhere, true)])

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_destination_is_doubtful if {
	doubtful := object.union(_anywhere, {"certain": false})
	found := check.pair with input as given.pair("operations", "enterprise", [given.undeclared(doubtful, true)])

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_named_destination if {
	found := check.pair with input as given.pair("operations", "enterprise", [given.undeclared(given.rule({}), true)])

	found == set()
}

test_clean_not_from_ot if {
	found := check.pair with input as given.pair("dmz", "internet", [given.undeclared(_anywhere, true)])

	found == set()
}

test_clean_all_of_it_is_declared if {
	found := check.pair with input as given.joined(given.pair("operations", "dmz", [given.declared(_anywhere, [])]))

	found == set()
}

test_clean_no_filter_belongs_to_default_allow_between_zones if {
	found := check.pair with input as given.pair("cell", "operations", [given.undeclared(given.no_filter, true)])

	found == set()
}

_anywhere := given.rule({"any_destination": true})
