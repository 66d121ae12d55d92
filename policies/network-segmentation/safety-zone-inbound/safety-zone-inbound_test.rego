package zoneproof.checks["network-segmentation"]["safety-zone-inbound_test"]

import data.zoneproof.checks["network-segmentation"]["safety-zone-inbound"] as check
import data.zoneproof.lib.given_test as given

test_violated_undeclared_into_safety if {
	found := check.pair with input as given.pair("operations", "safety", [_written])

	given.outcome(found) == {["violated", "critical"]}
}

test_violated_beside_the_declared_flow if {
	carriers := [given.declared(given.rule({}), [given.modbus]), _written]
	found := check.pair with input as given.joined(given.pair("operations", "safety", carriers))

	{finding.evidence[0] | some finding in found} == {["carriers", 1]}
}

test_violated_no_filter if {
	found := check.pair with input as given.pair("operations", "safety", [given.undeclared(given.no_filter, true)])

	given.outcome(found) == {["violated", "critical"]}
}

test_unproved_only_a_doubt_lets_it_pass if {
	found := check.pair with input as given.pair("operations", "safety", [given.undeclared(given.rule({}), false)])

	given.outcome(found) == {["unproved", "critical"]}
}

# N5: Modbus into safety is declared.
test_clean_declared_safety_flow if {
	carrier := given.declared(given.rule({}), [given.modbus])
	found := check.pair with input as given.joined(given.pair("operations", "safety", [carrier]))

	found == set()
}

test_clean_out_of_safety if {
	found := check.pair with input as given.pair("safety", "operations", [_written])

	found == set()
}

_written := given.undeclared(given.rule({}), true)
