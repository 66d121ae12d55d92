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

# W05: the edge publishes a panel, the list of the core switch does not let it in.
test_violated_published_by_one_device_and_stopped_by_another if {
	found := check.pair with input as _stopped(true)

	given.outcome(found) == {["violated", "high"]}
	some finding in found
	finding.message == "fw-edge opens b-cell to a-internet by {rule}, and it is core-1 that stops it"
	finding.evidence == [["stopped", 0], ["stopped", 0, "permits"]]
}

test_unproved_published_if_a_doubt_turns_out_badly if {
	found := check.pair with input as _stopped(false)

	given.outcome(found) == {["unproved", "high"]}
}

_stopped(certain) := object.union(given.pair("internet", "cell", []), {"stopped": [stopped]}) if {
	carrier := object.remove(given.undeclared(given.rule({}), certain), ["excess"])
	stopped := object.union(carrier, {"stopped_by": ["core-1"]})
}
