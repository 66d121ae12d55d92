package zoneproof.checks["network-segmentation"]["mail-or-chat-in-ot_test"]

import data.zoneproof.checks["network-segmentation"]["mail-or-chat-in-ot"] as check
import data.zoneproof.lib.given_test as given

test_violated_it_passes if {
	found := check.pair with input as given.pair("operations", "enterprise", [_carrier(true, {"smtp": "tcp/25"})])

	given.outcome(found) == {["violated", "medium"]}
}

test_unproved_rule_with_a_doubt if {
	found := check.pair with input as given.pair("operations", "enterprise", [_carrier(false, {"smtp": "tcp/25"})])

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_another_service if {
	found := check.pair with input as given.pair("operations", "enterprise", [_carrier(true, given.https)])

	found == set()
}

test_clean_between_other_zones if {
	found := check.pair with input as given.pair("operations", "cell", [_carrier(true, {"smtp": "tcp/25"})])

	found == set()
}

test_clean_all_services_belong_to_any_service_rule if {
	all := given.undeclared_with(given.rule({"full_tcp_or_udp": true}), true, [{"smtp": "tcp/25"}])
	found := check.pair with input as given.pair("operations", "enterprise", [all])

	found == set()
}

test_violated_from_the_internet if {
	found := check.pair with input as given.pair("internet", "operations", [_carrier(true, {"smtp": "tcp/25"})])

	given.outcome(found) == {["violated", "high"]}
}

test_violated_to_the_internet if {
	found := check.pair with input as given.pair("operations", "internet", [_carrier(true, {"smtp": "tcp/25"})])

	given.outcome(found) == {["violated", "medium"]}
}

_carrier(certain, id) := given.undeclared_with(given.rule({}), certain, [id])
