package zoneproof.checks["network-segmentation"]["flow-outside-conduit_test"]

import data.zoneproof.checks["network-segmentation"]["flow-outside-conduit"] as check
import data.zoneproof.lib.given_test as given

test_violated_undeclared_packets_in_a_conduit if {
	found := check.pair with input as _pair([_wide])

	given.outcome(found) == {["violated", "high"]}
	some finding in found
	finding.message == concat(" ", [
		"fw-edge lets a-operations reach b-dmz by {rule}",
		"with packets that no flow of conduit C-03 declares",
	])
}

# Two zones on one segment: no rule of a device is between them.
test_violated_zones_that_nothing_separates if {
	found := check.pair with input as _pair([])

	given.outcome(found) == {["violated", "high"]}
	some finding in found
	finding.message == "nothing that was given stands between a-operations and b-dmz, so that more passes than conduit C-03 declares"
}

# W06: a range beside the declared port, which another device does not let through.
test_violated_stopped_by_another_device if {
	stopped := object.union(object.remove(_wide, ["excess"]), {"stopped_by": ["core-1"]})
	facts := object.union(given.proved(_pair([])), {"stopped": [stopped]})
	found := check.pair with input as facts

	given.outcome(found) == {["violated", "medium"]}
}

test_clean_entry_for_answers_that_another_device_stops if {
	answers := given.undeclared(given.rule({"open_ports": true, "full_tcp_or_udp": false}), true)
	stopped := object.union(object.remove(answers, ["excess"]), {"stopped_by": ["fw-edge"]})
	found := check.pair with input as object.union(given.proved(_pair([])), {"stopped": [stopped]})

	found == set()
}

test_unproved_only_a_doubt_lets_it_pass if {
	found := check.pair with input as _pair([given.undeclared(given.rule({}), false)])

	given.outcome(found) == {["unproved", "high"]}
}

test_medium_at_sl_1 if {
	found := check.pair with input as given.at_sl(_pair([_wide]), 1)

	given.outcome(found) == {["violated", "medium"]}
}

test_high_where_nobody_declared_the_level if {
	low := given.at_sl(_pair([_wide]), 1)
	bare := {"has_sl_target": false}
	none := object.union(low, {"from": bare, "to": bare, "conduit": bare})
	every facts in [none, object.union(low, {"sl_undeclared": ["RDF"]})] {
		found := check.pair with input as facts
		given.outcome(found) == {["violated", "high"]}
	}
}

test_clean_all_of_it_is_declared if {
	found := check.pair with input as given.proved(_pair([given.declared(given.rule({}), [given.https])]))

	found == set()
}

test_clean_only_the_wide_rule_is_named if {
	found := check.pair with input as _pair([given.declared(given.rule({}), []), _wide])

	{finding.evidence[0] | some finding in found} == {["carriers", 1]}
}

test_clean_no_conduit_belongs_to_undeclared_conduit if {
	found := check.pair with input as given.pair("operations", "dmz", [_wide])

	found == set()
}

test_clean_no_filter_belongs_to_default_allow_between_zones if {
	found := check.pair with input as _pair([given.undeclared(given.no_filter, true)])

	found == set()
}

_wide := given.undeclared(given.rule({}), true)

_pair(carriers) := given.joined(given.pair("operations", "dmz", carriers))
