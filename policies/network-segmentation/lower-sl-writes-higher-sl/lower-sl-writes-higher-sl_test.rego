package zoneproof.checks["network-segmentation"]["lower-sl-writes-higher-sl_test"]

import data.zoneproof.checks["network-segmentation"]["lower-sl-writes-higher-sl"] as check
import data.zoneproof.lib.given_test as given

test_violated_flow_that_writes if {
	flow := object.union(given.flow("F-141", "open", [given.https]), {"write": true})
	found := check.pair with input as given.targets(given.flowing(_bare, [flow]), 1, 2)

	given.outcome(found) == {["violated", "high"]}
	{endswith(finding.message, "writes upwards, RDF 1 to 2") | some finding in found} == {true}
}

test_violated_undeclared_control if {
	carrier := given.undeclared_with(given.rule({}), true, [given.modbus])
	found := check.pair with input as given.targets(given.pair("enterprise", "building", [carrier]), 1, 2)

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_flow_that_may_pass if {
	flow := object.union(given.flow("F-141", "unknown", [given.https]), {"write": true})
	found := check.pair with input as given.targets(given.flowing(_bare, [flow]), 1, 2)

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_flow_that_reads if {
	flow := given.flow("F-111", "open", [given.modbus])
	found := check.pair with input as given.targets(given.flowing(_bare, [flow]), 1, 2)

	found == set()
}

test_clean_downwards if {
	carrier := given.undeclared_with(given.rule({}), true, [given.modbus])
	found := check.pair with input as given.targets(given.pair("operations", "cell", [carrier]), 2, 2)

	found == set()
}

test_clean_nobody_gave_a_target if {
	carrier := given.undeclared_with(given.rule({}), true, [given.modbus])
	facts := given.targets(given.pair("enterprise", "building", [carrier]), 0, 2)
	bare := object.union(facts, {"from": object.union(facts.from, {"has_sl_target": false})})
	found := check.pair with input as bare

	found == set()
}

test_clean_nobody_declared_the_level if {
	carrier := given.undeclared_with(given.rule({}), true, [given.modbus])
	facts := given.targets(given.pair("enterprise", "building", [carrier]), 1, 2)
	left_out := object.union(facts, {"to": object.union(facts.to, {"sl_undeclared": ["RDF"]})})
	found := check.pair with input as left_out

	found == set()
}

_bare := given.pair("enterprise", "building", [])
