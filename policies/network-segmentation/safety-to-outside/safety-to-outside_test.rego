package zoneproof.checks["network-segmentation"]["safety-to-outside_test"]

import data.zoneproof.checks["network-segmentation"]["safety-to-outside"] as check
import data.zoneproof.lib.given_test as given

# W28: the security levels of the firewall let everything out.
test_violated_default_lets_out if {
	found := check.pair with input as _pair(given.undeclared(given.no_filter, true))

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_only_a_doubt_lets_it_pass if {
	found := check.pair with input as _pair(given.undeclared(given.rule({}), false))

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_declared if {
	found := check.pair with input as _pair(given.declared(given.rule({}), [given.modbus]))

	found == set()
}

test_clean_into_the_safety_zone if {
	carrier := given.undeclared(given.rule({}), true)
	found := check.pair with input as given.pair("operations", "safety", [carrier])

	found == set()
}

_pair(carrier) := given.pair("safety", "operations", [carrier])
