package zoneproof.checks["network-segmentation"]["diode-reverse-rule_test"]

import data.zoneproof.checks["network-segmentation"]["diode-reverse-rule"] as check
import data.zoneproof.lib.given_test as given

test_violated_against if {
	found := check.pair with input as _pair("b-operations -> a-dmz", true)

	given.outcome(found) == {["violated", "critical"]}
}

test_unproved_only_a_doubt_lets_it_pass if {
	found := check.pair with input as _pair("b-operations -> a-dmz", false)

	given.outcome(found) == {["unproved", "critical"]}
}

test_clean_along if {
	found := check.pair with input as _pair("a-dmz -> b-operations", true)

	found == set()
}

test_clean_no_direction if {
	carrier := given.undeclared(given.rule({}), true)
	found := check.pair with input as given.joined(given.pair("dmz", "operations", [carrier]))

	found == set()
}

_pair(direction, certain) := object.union(
	given.joined(given.pair("dmz", "operations", [given.undeclared(given.rule({}), certain)])),
	{"conduit": {"direction": direction}},
)
