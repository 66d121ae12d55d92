package zoneproof.checks["secure-communication"]["no-crypto-integrity_test"]

import data.zoneproof.checks["secure-communication"]["no-crypto-integrity"] as check
import data.zoneproof.lib.given_test as given

# N5: the declared Modbus of the safety gateway, accepted by an exception of that flow.
test_violated_declared if {
	flow := given.flow("F-111", "open", [given.modbus])
	found := check.pair with input as given.flowing(given.pair("operations", "safety", []), [flow])

	given.outcome(found) == {["violated", "high"]}
	{finding.flow | some finding in found} == {"F-111"}
}

test_violated_undeclared if {
	carrier := given.undeclared_with(given.rule({}), true, [given.modbus])
	found := check.pair with input as given.pair("operations", "safety", [carrier])

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_flow_that_may_pass if {
	flow := given.flow("F-111", "unknown", [given.modbus])
	found := check.pair with input as given.flowing(given.pair("operations", "safety", []), [flow])

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_authenticated if {
	flow := given.flow("F-112", "open", [{"modbus-tls": "tcp/802"}])
	found := check.pair with input as given.flowing(given.pair("operations", "safety", []), [flow])

	found == set()
}

test_clean_neither_control_nor_administration if {
	flow := given.flow("F-034", "open", [{"syslog-udp": "udp/514"}])
	found := check.pair with input as given.flowing(given.pair("operations", "dmz", []), [flow])

	found == set()
}
