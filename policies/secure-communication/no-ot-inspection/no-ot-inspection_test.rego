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

test_violated_rules_of_one_service_once if {
	rule := given.declared(given.rule({}), [given.modbus])
	wide := given.declared(given.rule({"source_bits": 24}), [given.modbus])
	found := check.pair with input as given.joined(given.pair("operations", "safety", [rule, wide]))

	given.outcome(found) == {["violated", "medium"]}
	count(found) == 1
	every finding in found {
		[["carriers", 0], ["carriers", 1], ["carriers", 0, "permits", "witness"]] == finding.evidence
	}
}

test_violated_each_service if {
	modbus := given.declared(given.rule({}), [given.modbus])
	s7 := given.declared(given.rule({}), [{"opcua-tcp": "tcp/4840"}])
	found := check.pair with input as given.joined(given.pair("operations", "safety", [modbus, s7]))

	count(found) == 2
}

test_clean_inspected if {
	every profile in ["ips-sensor ot", "application-list ot", "profile-group ot"] {
		found := check.pair with input as _pair([profile])
		found == set()
	}
}

test_not_assessed_the_inspection_stands_elsewhere if {
	found := check.pair with input as _pair(["elsewhere Snort"])

	found == {{
		"not_assessed": "the export of fw-edge does not tell what inspects the packets that its rules permit",
		"device": "fw-edge",
	}}
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
