package zoneproof.checks["network-segmentation"]["any-source-into-ot_test"]

import data.zoneproof.checks["network-segmentation"]["any-source-into-ot"] as check
import data.zoneproof.lib.given_test as given

test_violated_any_source if {
	found := check.pair with input as given.pair("enterprise", "operations", [given.undeclared(_any_source, true)])

	given.outcome(found) == {["violated", "high"]}
	some finding in found
	endswith(finding.message, "whose source is any address")
}

test_violated_whole_foreign_zone if {
	carrier := object.union(given.undeclared(given.rule({}), true), {"covers_from_zone": true})
	found := check.pair with input as given.pair("enterprise", "operations", [carrier])

	given.outcome(found) == {["violated", "high"]}
	some finding in found
	endswith(finding.message, "whose source is the whole of a-enterprise")
}

# W02: expected beside any-any-rule.
test_violated_any_any_as_well if {
	found := check.pair with input as given.pair("enterprise", "operations", [given.undeclared(given.any_any, true)])

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_source_is_doubtful if {
	doubtful := object.union(_any_source, {"certain": false})
	found := check.pair with input as given.pair("enterprise", "operations", [given.undeclared(doubtful, true)])

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_named_source if {
	found := check.pair with input as given.pair("enterprise", "operations", [given.undeclared(given.rule({}), true)])

	found == set()
}

test_clean_not_into_ot if {
	found := check.pair with input as given.pair("enterprise", "dmz", [given.undeclared(_any_source, true)])

	found == set()
}

test_clean_whole_zone_is_declared if {
	carrier := object.union(given.declared(given.rule({}), []), {"covers_from_zone": true})
	found := check.pair with input as given.joined(given.pair("operations", "cell", [carrier]))

	found == set()
}

test_clean_no_filter_belongs_to_default_allow_between_zones if {
	found := check.pair with input as given.pair("cell", "operations", [given.undeclared(given.no_filter, true)])

	found == set()
}

_any_source := given.rule({"any_source": true})
