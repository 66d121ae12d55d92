package zoneproof.checks["remote-access"]["internet-to-ot_test"]

import data.zoneproof.checks["remote-access"]["internet-to-ot"] as check
import data.zoneproof.lib.given_test as given

test_violated_into_each_protected_zone if {
	every kind in ["operations", "cell", "safety", "dmz", "remote-access", "vendor"] {
		found := check.pair with input as given.pair("internet", kind, [given.undeclared(given.rule({}), true)])
		given.outcome(found) == {["violated", "critical"]}
	}
}

test_unproved_only_a_doubt_lets_it_pass if {
	found := check.pair with input as given.pair("internet", "dmz", [given.undeclared(given.rule({}), false)])

	given.outcome(found) == {["unproved", "critical"]}
}

test_clean_declared_vpn_entrance if {
	carrier := given.declared(given.rule({}), [])
	found := check.pair with input as given.joined(given.pair("internet", "remote-access", [carrier]))

	found == set()
}

test_clean_into_the_enterprise if {
	found := check.pair with input as given.pair("internet", "enterprise", [given.undeclared(given.rule({}), true)])

	found == set()
}

test_clean_from_the_enterprise_belongs_to_enterprise_to_control_direct if {
	found := check.pair with input as given.pair("enterprise", "operations", [given.undeclared(given.rule({}), true)])

	found == set()
}
