package zoneproof.checks["network-segmentation"]["wide-port-range_test"]

import data.zoneproof.checks["network-segmentation"]["wide-port-range"] as check
import data.zoneproof.lib.given_test as given

test_violated_range if {
	found := check.pair with input as given.joined(given.pair("operations", "dmz", [_wide]))

	given.outcome(found) == {["violated", "medium"]}
}

# W06: the replica of the historian, with a range beside its one port, which another device does not let through.
test_violated_stopped_by_another_device if {
	stopped := object.union(object.remove(_wide, ["excess"]), {"stopped_by": ["core-1"]})
	facts := object.union(given.pair("operations", "dmz", []), {"stopped": [stopped]})
	found := check.pair with input as facts

	given.outcome(found) == {["violated", "medium"]}
}

test_unproved_it_may_not_pass if {
	found := check.pair with input as given.pair("operations", "dmz", [given.undeclared_with(given.rule({"wide_ports": true}), false, [])])

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_single_port if {
	narrow := given.undeclared(given.rule({}), true)
	found := check.pair with input as given.pair("operations", "dmz", [narrow])

	found == set()
}

test_clean_all_ports_belong_to_any_service_rule if {
	all := given.undeclared(given.rule({"wide_ports": true, "full_tcp_or_udp": true}), true)
	found := check.pair with input as given.pair("operations", "dmz", [all])

	found == set()
}

test_clean_between_office_and_internet if {
	found := check.pair with input as given.pair("enterprise", "internet", [_wide])

	found == set()
}

_wide := given.undeclared(given.rule({"wide_ports": true}), true)
