package zoneproof.checks["network-segmentation"]["safety-engineering-from-outside_test"]

import data.zoneproof.checks["network-segmentation"]["safety-engineering-from-outside"] as check
import data.zoneproof.lib.given_test as given

# W27: any host may program the safety controllers.
test_violated_safety_protocol if {
	found := check.pair with input as _pair(true, [{"tristation": "udp/1502"}])

	given.outcome(found) == {["violated", "critical"]}
}

test_violated_engineering_protocol if {
	found := check.pair with input as _pair(true, [{"codesys-v3": "tcp/11740"}])

	given.outcome(found) == {["violated", "critical"]}
}

test_unproved_rule_with_a_doubt if {
	found := check.pair with input as _pair(false, [{"tristation": "udp/1502"}])

	given.outcome(found) == {["unproved", "critical"]}
}

# Programming shares the port with what only asks: the declared Modbus of the status gateway.
test_clean_port_that_control_shares if {
	found := check.pair with input as _pair(true, [given.modbus, {"umas": "tcp/502"}])

	found == set()
}

test_clean_into_another_zone if {
	carrier := given.undeclared_with(given.rule({}), true, [{"tristation": "udp/1502"}])
	found := check.pair with input as given.pair("operations", "cell", [carrier])

	found == set()
}

_pair(certain, ids) := given.pair("operations", "safety", [given.undeclared_with(given.rule({}), certain, ids)])
