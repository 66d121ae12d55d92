package zoneproof.checks["secure-communication"]["legacy-file-transfer_test"]

import data.zoneproof.checks["secure-communication"]["legacy-file-transfer"] as check
import data.zoneproof.lib.given_test as given

test_violated_it_passes if {
	found := check.pair with input as given.pair("operations", "cell", [_carrier(true, {"tftp": "udp/69"})])

	given.outcome(found) == {["violated", "medium"]}
}

test_unproved_rule_with_a_doubt if {
	found := check.pair with input as given.pair("operations", "cell", [_carrier(false, {"tftp": "udp/69"})])

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_another_service if {
	found := check.pair with input as given.pair("operations", "cell", [_carrier(true, given.https)])

	found == set()
}

test_clean_between_other_zones if {
	found := check.pair with input as given.pair("enterprise", "internet", [_carrier(true, {"tftp": "udp/69"})])

	found == set()
}

test_clean_all_services_belong_to_any_service_rule if {
	all := given.undeclared_with(given.rule({"full_tcp_or_udp": true}), true, [{"tftp": "udp/69"}])
	found := check.pair with input as given.pair("operations", "cell", [all])

	found == set()
}

_carrier(certain, id) := given.undeclared_with(given.rule({}), certain, [id])
