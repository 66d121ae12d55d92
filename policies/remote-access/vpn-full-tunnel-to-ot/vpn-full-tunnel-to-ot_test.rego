package zoneproof.checks["remote-access"]["vpn-full-tunnel-to-ot_test"]

import data.zoneproof.checks["remote-access"]["vpn-full-tunnel-to-ot"] as check
import data.zoneproof.lib.given_test as given

test_violated_whole_zone if {
	found := check.pair with input as _pair({"covers_to_zone": true}, true)

	given.outcome(found) == {["violated", "high"]}
}

# W10, W11.
test_violated_any_destination if {
	found := check.pair with input as _pair({"rule": given.rule({"any_destination": true})}, true)

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_only_a_doubt_lets_it_pass if {
	found := check.pair with input as _pair({"covers_to_zone": true}, false)

	given.outcome(found) == {["unproved", "high"]}
}

test_violated_stopped_by_another_device if {
	stopped := object.union(object.remove(given.undeclared(given.rule({}), true), ["excess"]), {
		"covers_to_zone": true,
		"stopped_by": ["fw-core"],
	})
	facts := object.union(given.pair("remote-access", "operations", []), {"stopped": [stopped]})
	found := check.pair with input as facts

	given.outcome(found) == {["violated", "medium"]}
}

test_clean_named_host if {
	found := check.pair with input as _pair({}, true)

	found == set()
}

test_clean_from_operations if {
	carrier := object.union(given.undeclared(given.rule({}), true), {"covers_to_zone": true})
	found := check.pair with input as given.pair("operations", "cell", [carrier])

	found == set()
}

_pair(over, certain) := given.pair("remote-access", "operations", [object.union(
	given.undeclared(given.rule({}), certain),
	over,
)])
