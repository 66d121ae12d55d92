package zoneproof.checks["remote-access"]["vendor-always-on_test"]

import data.zoneproof.checks["remote-access"]["vendor-always-on"] as check
import data.zoneproof.lib.given_test as given

# W12.
test_violated_at_any_time if {
	found := check.pair with input as _pair({})

	given.outcome(found) == {["violated", "high"]}
}

test_violated_stopped_by_another_device if {
	stopped := object.union(object.remove(given.undeclared(given.rule({}), true), ["excess"]), {"stopped_by": ["fw-core"]})
	facts := object.union(given.pair("vendor", "cell", []), {"stopped": [stopped]})
	found := check.pair with input as facts

	given.outcome(found) == {["violated", "medium"]}
}

test_unproved_it_may_not_pass if {
	found := check.pair with input as given.pair("vendor", "cell", [given.undeclared_with(given.rule({}), false, [])])

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_with_a_schedule if {
	found := check.pair with input as _pair({"schedule": "vendor-window"})

	found == set()
}

test_clean_with_an_end if {
	found := check.pair with input as _pair({"expires": "2027-01-31 00:00:00"})

	found == set()
}

test_clean_staff if {
	found := check.pair with input as given.pair("remote-access", "cell", [given.undeclared(given.rule({}), true)])

	found == set()
}

_pair(rule) := given.pair("vendor", "cell", [given.undeclared(given.rule(rule), true)])
