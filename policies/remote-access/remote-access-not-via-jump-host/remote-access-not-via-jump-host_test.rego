package zoneproof.checks["remote-access"]["remote-access-not-via-jump-host_test"]

import data.zoneproof.checks["remote-access"]["remote-access-not-via-jump-host"] as check
import data.zoneproof.lib.given_test as given

# W11, W12: the pool goes anywhere.
test_violated_past_it if {
	every kind in ["remote-access", "vendor"] {
		found := check.pair with input as _pair(kind, true, true)
		given.outcome(found) == {["violated", "critical"]}
	}
}

test_unproved_only_a_doubt_lets_it_pass if {
	found := check.pair with input as _pair("remote-access", true, false)

	given.outcome(found) == {["unproved", "critical"]}
}

# N12: another device keeps it in, for now.
test_violated_stopped_by_another_device if {
	stopped := object.union(object.remove(given.undeclared(given.rule({}), true), ["excess"]), {
		"past_jump_hosts": true,
		"stopped_by": ["fw-core"],
	})
	facts := object.union(given.pair("remote-access", "operations", []), {"stopped": [stopped]})
	found := check.pair with input as facts

	given.outcome(found) == {["violated", "high"]}
}

# It is undeclared, and flow-outside-conduit says so.
test_clean_from_the_jump_host if {
	found := check.pair with input as _pair("remote-access", false, true)

	found == set()
}

test_violated_flow_of_the_pool if {
	found := check.pair with input as _flowing(["staff-pool"])

	{finding.flow | some finding in found} == {"F-041"}
}

test_clean_flow_of_the_jump_host if {
	found := check.pair with input as _flowing([])

	found == set()
}

test_clean_from_operations if {
	carrier := object.union(given.undeclared(given.rule({}), true), {"past_jump_hosts": true})
	found := check.pair with input as given.pair("operations", "cell", [carrier])

	found == set()
}

_pair(kind, past, certain) := given.pair(kind, "operations", [object.union(
	given.undeclared(given.rule({}), certain),
	{"past_jump_hosts": past},
)])

_flowing(past) := given.flowing(given.pair("remote-access", "operations", []), [flow]) if {
	flow := object.union(given.flow("F-041", "open", [given.rdp]), {"past_jump_hosts": past})
}
