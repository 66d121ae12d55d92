package zoneproof.checks["network-segmentation"]["any-any-rule_test"]

import data.zoneproof.checks["network-segmentation"]["any-any-rule"] as check
import data.zoneproof.lib.given_test as given

test_violated_rule_into_a_control_zone if {
	found := check.pair with input as given.pair("enterprise", "operations", [given.undeclared(given.any_any, true)])

	given.outcome(found) == {["violated", "critical"]}
}

test_violated_rule_out_of_a_control_zone if {
	found := check.pair with input as given.pair("cell", "enterprise", [given.undeclared(given.any_any, true)])

	given.outcome(found) == {["violated", "critical"]}
}

test_unproved_rule_with_a_doubt if {
	doubtful := object.union(given.any_any, {"certain": false})
	found := check.pair with input as given.pair("enterprise", "operations", [given.undeclared(doubtful, true)])

	given.outcome(found) == {["unproved", "critical"]}
}

test_clean_no_control_zone_at_either_end if {
	found := check.pair with input as given.pair("enterprise", "internet", [given.undeclared(given.any_any, true)])

	found == set()
}

test_clean_one_part_is_named if {
	some part in ["any_source", "any_destination", "any_service"]
	named := object.union(given.any_any, {part: false})
	found := check.pair with input as given.pair("enterprise", "operations", [given.undeclared(named, true)])

	found == set()
}

test_clean_no_filter_belongs_to_default_allow_between_zones if {
	found := check.pair with input as given.pair("enterprise", "operations", [given.undeclared(given.no_filter, true)])

	found == set()
}

test_high_on_a_device_without_map if {
	found := check.device with input as given.without_map(given.device({"permits": [given.any_any]}))

	given.outcome(found) == {["violated", "high"]}
	some finding in found
	finding.message == "core-1: {rule} permits any source, any destination and any service"
}

test_unproved_on_a_device_without_map if {
	doubtful := object.union(given.any_any, {"certain": false})
	found := check.device with input as given.without_map(given.device({"permits": [doubtful]}))

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_device_whose_rules_the_pairs_tell if {
	found := check.device with input as given.device({"permits": [given.any_any]})

	found == set()
}

test_clean_device_default_nobody_wrote if {
	found := check.device with input as given.without_map(given.device({"permits": [given.no_filter]}))

	found == set()
}
