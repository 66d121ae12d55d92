package zoneproof.checks["network-segmentation"]["any-service-rule_test"]

import data.zoneproof.checks["network-segmentation"]["any-service-rule"] as check
import data.zoneproof.lib.given_test as given

test_violated_rule_with_every_port if {
	found := check.pair with input as given.pair("remote-access", "operations", [given.undeclared(_every_port, true)])

	given.outcome(found) == {["violated", "high"]}
}

test_violated_declared_as_well if {
	found := check.pair with input as given.joined(given.pair("remote-access", "dmz", [given.declared(_every_port, [])]))

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_rule_with_a_doubt if {
	doubtful := object.union(_every_port, {"certain": false})
	found := check.pair with input as given.pair("remote-access", "operations", [given.undeclared(doubtful, true)])

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_named_service if {
	found := check.pair with input as given.pair("remote-access", "operations", [given.undeclared(given.rule({}), true)])

	found == set()
}

test_clean_any_any_belongs_to_any_any_rule if {
	found := check.pair with input as given.pair("enterprise", "operations", [given.undeclared(given.any_any, true)])

	found == set()
}

test_clean_no_filter_belongs_to_default_allow_between_zones if {
	found := check.pair with input as given.pair("cell", "operations", [given.undeclared(given.no_filter, true)])

	found == set()
}

test_medium_on_a_device_without_map if {
	found := check.device with input as given.without_map(given.device({"permits": [_every_port, given.any_any]}))

	given.outcome(found) == {["violated", "medium"]}
}

test_clean_list_that_says_whom_a_service_answers if {
	rule := object.union(_every_port, {"forwards_nothing": true})
	found := check.device with input as given.without_map(given.device({"permits": [rule]}))

	found == set()
}

test_clean_device_whose_rules_the_pairs_tell if {
	found := check.device with input as given.device({"permits": [_every_port]})

	found == set()
}

_every_port := given.rule({"any_service": true, "full_tcp_or_udp": true})
