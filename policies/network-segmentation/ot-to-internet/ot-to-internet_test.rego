package zoneproof.checks["network-segmentation"]["ot-to-internet_test"]

import data.zoneproof.checks["network-segmentation"]["ot-to-internet"] as check
import data.zoneproof.lib.given_test as given

test_violated_from_each_zone_of_ot if {
	every kind in ["operations", "cell", "safety", "wireless", "building"] {
		found := check.pair with input as given.pair(kind, "internet", [given.undeclared(given.rule({}), true)])
		given.outcome(found) == {["violated", "critical"]}
	}
}

test_violated_declared_as_well if {
	carrier := given.declared(given.rule({}), [given.https])
	found := check.pair with input as given.joined(given.pair("operations", "internet", [carrier]))

	given.outcome(found) == {["violated", "critical"]}
}

test_unproved_only_a_doubt_lets_it_pass if {
	found := check.pair with input as given.pair("cell", "internet", [given.undeclared(given.rule({}), false)])

	given.outcome(found) == {["unproved", "critical"]}
}

# C-02: patches are fetched by the relay in the DMZ.
test_clean_from_the_dmz if {
	found := check.pair with input as given.pair("dmz", "internet", [given.undeclared(given.rule({}), true)])

	found == set()
}

test_clean_to_the_enterprise if {
	found := check.pair with input as given.pair("operations", "enterprise", [given.undeclared(given.rule({}), true)])

	found == set()
}
