package zoneproof.checks["secure-communication"]["dcom-range-open_test"]

import data.zoneproof.checks["secure-communication"]["dcom-range-open"] as check
import data.zoneproof.lib.given_test as given

test_violated_mapper_and_range if {
	found := check.pair with input as _pair({"wide_ports": true}, true, [_mapper])

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_rule_with_a_doubt if {
	found := check.pair with input as _pair({"wide_ports": true}, false, [_mapper])

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_mapper_alone if {
	found := check.pair with input as _pair({}, true, [_mapper])

	found == set()
}

test_clean_range_alone if {
	found := check.pair with input as _pair({"wide_ports": true}, true, [given.https])

	found == set()
}

_mapper := {"msrpc": "tcp/135"}

_pair(rule, certain, ids) := given.pair("operations", "cell", [given.undeclared_with(given.rule(rule), certain, ids)])
