package zoneproof.checks["secure-communication"]["no-ot-inspection_test"]

import data.zoneproof.checks["secure-communication"]["no-ot-inspection"] as check
import data.zoneproof.lib.given_test as given

test_violated_plain if {
	found := check.pair with input as _pair([])

	given.outcome(found) == {["violated", "medium"]}
}

test_violated_other_profile if {
	found := check.pair with input as _pair(["webfilter-profile default"])

	count(found) == 1
}

test_unproved_it_may_not_pass if {
	carrier := object.union(given.declared(given.rule({}), [given.modbus]), {"permits": given.set(false, [given.modbus])})
	found := check.pair with input as given.joined(given.pair("operations", "safety", [carrier]))

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_inspected if {
	every profile in ["ips-sensor ot", "application-list ot", "profile-group ot"] {
		found := check.pair with input as _pair([profile])
		found == set()
	}
}

test_clean_not_control if {
	carrier := given.declared(given.rule({}), [given.https])
	found := check.pair with input as given.joined(given.pair("operations", "safety", [carrier]))

	found == set()
}

_pair(profiles) := given.joined(given.pair("operations", "safety", [given.declared(
	given.rule({"profiles": profiles}),
	[given.modbus],
)]))
