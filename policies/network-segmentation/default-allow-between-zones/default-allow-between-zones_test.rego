package zoneproof.checks["network-segmentation"]["default-allow-between-zones_test"]

import data.zoneproof.checks["network-segmentation"]["default-allow-between-zones"] as check
import data.zoneproof.lib.given_test as given

test_violated_no_filter if {
	found := check.pair with input as _pair([given.undeclared(given.no_filter, true)])

	given.outcome(found) == {["violated", "critical"]}
	some finding in found
	finding.evidence == [["carriers", 0], ["carriers", 0, "excess"]]
}

test_violated_rule_that_permits_everything if {
	found := check.pair with input as _pair([given.undeclared(given.any_any, true)])

	given.outcome(found) == {["violated", "critical"]}
}

test_violated_in_a_conduit_as_well if {
	found := check.pair with input as given.joined(_pair([given.undeclared(given.no_filter, true)]))

	given.outcome(found) == {["violated", "critical"]}
}

test_unproved_default_that_may_not_be_reached if {
	found := check.pair with input as _pair([given.undeclared(given.no_filter, false)])

	given.outcome(found) == {["unproved", "critical"]}
}

test_clean_narrow_rule_belongs_to_undeclared_conduit if {
	found := check.pair with input as _pair([given.undeclared(given.rule({}), true)])

	found == set()
}

# W18: permit ip from one whole zone to another is a rule, not the default.
test_clean_rule_from_zone_to_zone if {
	wide := given.rule({"any_service": true, "full_tcp_or_udp": true})
	carrier := object.union(given.undeclared(wide, true), {"covers_from_zone": true, "covers_to_zone": true})
	found := check.pair with input as _pair([carrier])

	found == set()
}

test_clean_everything_is_declared if {
	found := check.pair with input as _pair([given.declared(given.no_filter, [])])

	found == set()
}

_pair(carriers) := given.pair("cell", "operations", carriers)
