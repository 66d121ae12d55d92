package zoneproof.checks["network-segmentation"]["undeclared-conduit_test"]

import data.zoneproof.checks["network-segmentation"]["undeclared-conduit"] as check
import data.zoneproof.lib.given_test as given

test_violated_rule_without_conduit if {
	found := check.pair with input as _pair([_written])

	given.outcome(found) == {["violated", "high"]}
	some finding in found
	finding.message == concat(" ", [
		"fw-edge lets a-enterprise reach b-operations by {rule}",
		"although no conduit joins them",
	])
	finding.evidence == [["carriers", 0], ["carriers", 0, "excess"]]
}

test_violated_one_finding_per_rule if {
	found := check.pair with input as _pair([_written, given.undeclared(given.rule({"certain": false}), true)])

	count(found) == 2
}

# Two zones on one segment: no rule of a device is between them.
test_violated_zones_that_nothing_separates if {
	found := check.pair with input as _pair([])

	given.outcome(found) == {["violated", "high"]}
	some finding in found
	finding.message == "nothing that was given stands between a-enterprise and b-operations, and no conduit joins them"
}

test_violated_stopped_by_another_device if {
	facts := object.union(given.proved(_pair([])), {"stopped": [_stopped({})]})
	found := check.pair with input as facts

	given.outcome(found) == {["violated", "medium"]}
}

test_clean_default_that_another_device_stops if {
	facts := object.union(given.proved(_pair([])), {"stopped": [_stopped({"implicit": true})]})
	found := check.pair with input as facts

	found == set()
}

_stopped(rule) := object.union(object.remove(given.undeclared(given.rule(rule), true), ["excess"]), {"stopped_by": ["core-1"]})

test_clean_addresses_of_no_zone_beside_a_zone if {
	found := check.pair with input as given.pair("unmapped", "cell", [])

	found == set()
}

test_unproved_only_a_doubt_lets_it_pass if {
	found := check.pair with input as _pair([given.undeclared(given.rule({}), false)])

	given.outcome(found) == {["unproved", "high"]}
	some finding in found
	startswith(finding.message, "fw-edge may let ")
}

test_low_when_it_only_leads_to_addresses_of_no_zone if {
	found := check.pair with input as given.pair("dmz", "unmapped", [_written])

	given.outcome(found) == {["violated", "low"]}
}

test_high_when_addresses_of_no_zone_come_in if {
	found := check.pair with input as given.pair("unmapped", "cell", [_written])

	given.outcome(found) == {["violated", "high"]}
}

test_clean_nothing_passes if {
	found := check.pair with input as given.proved(_pair([]))

	found == set()
}

test_clean_conduit_belongs_to_flow_outside_conduit if {
	found := check.pair with input as given.joined(_pair([_written]))

	found == set()
}

test_clean_no_filter_belongs_to_default_allow_between_zones if {
	found := check.pair with input as _pair([given.undeclared(given.no_filter, true)])

	found == set()
}

test_violated_no_filter_where_default_allow_does_not_count_yet if {
	found := check.pair with input as given.at_sl(_pair([given.undeclared(given.no_filter, true)]), 1)

	given.outcome(found) == {["violated", "high"]}
}

_written := given.undeclared(given.rule({}), true)

_pair(carriers) := given.pair("enterprise", "operations", carriers)
