package zoneproof.checks["secure-communication"]["clear-text-across-zones_test"]

import data.zoneproof.checks["secure-communication"]["clear-text-across-zones"] as check
import data.zoneproof.lib.given_test as given

test_violated_declared if {
	flow := given.flow("F-101", "open", [{"enip-explicit": "tcp/44818"}])
	found := check.pair with input as given.flowing(given.pair("operations", "cell", []), [flow])

	given.outcome(found) == {["violated", "medium"]}
	{finding.flow | some finding in found} == {"F-101"}
}

test_violated_undeclared if {
	found := check.pair with input as given.pair("operations", "cell", [_modbus(true)])

	given.outcome(found) == {["violated", "medium"]}
}

test_unproved_rule_with_a_doubt if {
	found := check.pair with input as given.pair("operations", "cell", [_modbus(false)])

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_flow_that_is_blocked if {
	flow := given.flow("F-101", "blocked", [given.modbus])
	found := check.pair with input as given.flowing(given.pair("operations", "cell", []), [flow])

	found == set()
}

test_clean_encrypted if {
	flow := given.flow("F-103", "open", [given.https])
	found := check.pair with input as given.flowing(given.pair("cell", "operations", []), [flow])

	found == set()
}

test_clean_time if {
	flow := given.flow("F-035", "open", [{"ntp": "udp/123"}])
	found := check.pair with input as given.flowing(given.pair("operations", "dmz", []), [flow])

	found == set()
}

_modbus(certain) := given.undeclared_with(given.rule({}), certain, [given.modbus])
