package zoneproof.checks["network-segmentation"]["cell-speaks-opcua_test"]

import data.zoneproof.checks["network-segmentation"]["cell-speaks-opcua"] as check
import data.zoneproof.lib.given_test as given

test_violated_modbus_although_declared if {
	found := check.pair with input as given.pair("operations", "cell", [_declared(given.modbus)])

	given.outcome(found) == {["violated", "medium"]}
}

test_unproved_doubtful_rule if {
	facts := given.pair("operations", "cell", [given.undeclared_with(given.rule({"certain": false}), false, [given.modbus])])
	found := check.pair with input as facts

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_opcua if {
	found := check.pair with input as given.pair("operations", "cell", [_declared({"opcua-tcp": "tcp/4840"})])

	found == set()
}

test_clean_modbus_is_allowed if {
	found := check.pair with input as given.pair("operations", "cell", [_declared(given.modbus)])
		with data.thresholds as {"cell-speaks-opcua": {"allowed": ["modbus-tcp"]}}

	found == set()
}

test_clean_other_zones if {
	found := check.pair with input as given.pair("enterprise", "cell", [_declared(given.modbus)])

	found == set()
}

_declared(protocols) := given.declared(given.rule({}), [protocols])
