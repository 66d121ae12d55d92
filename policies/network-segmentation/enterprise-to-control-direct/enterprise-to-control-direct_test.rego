package zoneproof.checks["network-segmentation"]["enterprise-to-control-direct_test"]

import data.zoneproof.checks["network-segmentation"]["enterprise-to-control-direct"] as check
import data.zoneproof.lib.given_test as given

test_violated_enterprise_to_each_control_zone if {
	every kind in ["operations", "cell", "safety"] {
		found := check.pair with input as given.pair("enterprise", kind, [_written])
		given.outcome(found) == {["violated", "critical"]}
	}
}

test_violated_declared_as_well if {
	carrier := given.declared(given.rule({}), [given.https])
	found := check.pair with input as given.joined(given.pair("enterprise", "operations", [carrier]))

	given.outcome(found) == {["violated", "critical"]}
}

test_violated_declared_from_the_internet if {
	carrier := given.declared(given.rule({}), [given.https])
	found := check.pair with input as given.joined(given.pair("internet", "operations", [carrier]))

	given.outcome(found) == {["violated", "critical"]}
}

test_unproved_only_a_doubt_lets_it_pass if {
	found := check.pair with input as given.pair("enterprise", "cell", [given.undeclared(given.rule({}), false)])

	given.outcome(found) == {["unproved", "critical"]}
}

test_clean_undeclared_from_the_internet_belongs_to_internet_to_ot if {
	found := check.pair with input as given.pair("internet", "operations", [_written])

	found == set()
}

# C-14: the facility portal of building automation.
test_clean_enterprise_to_building_automation if {
	found := check.pair with input as given.pair("enterprise", "building", [_written])

	found == set()
}

test_clean_enterprise_to_dmz if {
	found := check.pair with input as given.pair("enterprise", "dmz", [_written])

	found == set()
}

test_clean_control_to_enterprise if {
	found := check.pair with input as given.pair("operations", "enterprise", [_written])

	found == set()
}

_written := given.undeclared(given.rule({}), true)
