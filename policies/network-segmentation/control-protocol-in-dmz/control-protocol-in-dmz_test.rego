package zoneproof.checks["network-segmentation"]["control-protocol-in-dmz_test"]

import data.zoneproof.checks["network-segmentation"]["control-protocol-in-dmz"] as check
import data.zoneproof.lib.given_test as given

test_violated_from_the_dmz if {
	found := check.pair with input as given.pair("dmz", "operations", [_modbus(true)])

	given.outcome(found) == {["violated", "high"]}
}

test_violated_into_the_dmz_though_declared if {
	carrier := given.declared(given.rule({}), [given.modbus])
	found := check.pair with input as given.joined(given.pair("operations", "dmz", [carrier]))

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_rule_with_a_doubt if {
	found := check.pair with input as given.pair("dmz", "operations", [_modbus(false)])

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_historian if {
	pi := given.undeclared_with(given.rule({}), true, [{"pi-data-archive": "tcp/5450"}])
	found := check.pair with input as given.pair("operations", "dmz", [pi])

	found == set()
}

test_clean_elsewhere if {
	found := check.pair with input as given.pair("operations", "cell", [_modbus(true)])

	found == set()
}

_modbus(certain) := given.undeclared_with(given.rule({}), certain, [given.modbus])
