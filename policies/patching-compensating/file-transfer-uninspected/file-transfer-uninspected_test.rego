package zoneproof.checks["patching-compensating"]["file-transfer-uninspected_test"]

import data.zoneproof.checks["patching-compensating"]["file-transfer-uninspected"] as check
import data.zoneproof.lib.given_test as given

test_violated_it_passes if {
	found := check.pair with input as given.pair("enterprise", "operations", [_carrier(true, {"ftp": "tcp/20-21"})])

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_rule_with_a_doubt if {
	found := check.pair with input as given.pair("enterprise", "operations", [_carrier(false, {"ftp": "tcp/20-21"})])

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_another_service if {
	found := check.pair with input as given.pair("enterprise", "operations", [_carrier(true, given.https)])

	found == set()
}

test_clean_between_other_zones if {
	found := check.pair with input as given.pair("dmz", "operations", [_carrier(true, {"ftp": "tcp/20-21"})])

	found == set()
}

test_clean_all_services_belong_to_any_service_rule if {
	all := given.undeclared_with(given.rule({"full_tcp_or_udp": true}), true, [{"ftp": "tcp/20-21"}])
	found := check.pair with input as given.pair("enterprise", "operations", [all])

	found == set()
}

test_violated_pages_of_the_internet if {
	found := check.pair with input as given.pair("operations", "internet", [_carrier(true, given.https)])

	given.outcome(found) == {["violated", "high"]}
}

test_clean_inspected if {
	rule := given.rule({"profiles": ["av-profile default"]})
	carrier := given.undeclared_with(rule, true, [{"ftp": "tcp/20-21"}])
	found := check.pair with input as given.pair("enterprise", "operations", [carrier])

	found == set()
}

test_not_assessed_the_inspection_stands_elsewhere if {
	rule := given.rule({"profiles": ["elsewhere Snort"]})
	carrier := given.undeclared_with(rule, true, [{"ftp": "tcp/20-21"}])
	found := check.pair with input as given.pair("enterprise", "operations", [carrier])

	{one.not_assessed | some one in found} == {"the export of fw-edge does not tell what inspects the packets that its rules permit"}
}

_carrier(certain, id) := given.undeclared_with(given.rule({}), certain, [id])
