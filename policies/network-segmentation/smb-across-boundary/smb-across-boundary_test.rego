package zoneproof.checks["network-segmentation"]["smb-across-boundary_test"]

import data.zoneproof.checks["network-segmentation"]["smb-across-boundary"] as check
import data.zoneproof.lib.given_test as given

test_violated_it_passes if {
	found := check.pair with input as given.pair("enterprise", "operations", [_carrier(true, {"smb": "tcp/445"})])

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_rule_with_a_doubt if {
	found := check.pair with input as given.pair("enterprise", "operations", [_carrier(false, {"smb": "tcp/445"})])

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_another_service if {
	found := check.pair with input as given.pair("enterprise", "operations", [_carrier(true, given.https)])

	found == set()
}

test_clean_between_other_zones if {
	found := check.pair with input as given.pair("enterprise", "internet", [_carrier(true, {"smb": "tcp/445"})])

	found == set()
}

test_clean_all_services_belong_to_any_service_rule if {
	all := given.undeclared_with(given.rule({"full_tcp_or_udp": true}), true, [{"smb": "tcp/445"}])
	found := check.pair with input as given.pair("enterprise", "operations", [all])

	found == set()
}

test_violated_into_a_cell if {
	found := check.pair with input as given.pair("operations", "cell", [_carrier(true, {"smb": "tcp/445"})])

	given.outcome(found) == {["violated", "high"]}
}

_carrier(certain, id) := given.undeclared_with(given.rule({}), certain, [id])
