package zoneproof.checks["network-segmentation"]["web-browsing-from-ot_test"]

import data.zoneproof.checks["network-segmentation"]["web-browsing-from-ot"] as check
import data.zoneproof.lib.given_test as given

test_violated_it_passes if {
	found := check.pair with input as given.pair("operations", "internet", [_carrier(true, given.https)])

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_rule_with_a_doubt if {
	found := check.pair with input as given.pair("operations", "internet", [_carrier(false, given.https)])

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_another_service if {
	found := check.pair with input as given.pair("operations", "internet", [_carrier(true, {"ntp": "udp/123"})])

	found == set()
}

test_clean_between_other_zones if {
	found := check.pair with input as given.pair("dmz", "internet", [_carrier(true, given.https)])

	found == set()
}

test_clean_all_services_belong_to_any_service_rule if {
	all := given.undeclared_with(given.rule({"full_tcp_or_udp": true}), true, [given.https])
	found := check.pair with input as given.pair("operations", "internet", [all])

	found == set()
}

_carrier(certain, id) := given.undeclared_with(given.rule({}), certain, [id])
