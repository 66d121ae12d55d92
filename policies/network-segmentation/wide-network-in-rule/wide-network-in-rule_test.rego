package zoneproof.checks["network-segmentation"]["wide-network-in-rule_test"]

import data.zoneproof.checks["network-segmentation"]["wide-network-in-rule"] as check
import data.zoneproof.lib.given_test as given

test_violated_wide_source if {
	found := check.pair with input as _pair({"source_bits": 16})

	given.outcome(found) == {["violated", "medium"]}
	{endswith(finding.message, "whose source is far wider than its hosts") | some finding in found} == {true}
}

test_violated_wide_destination if {
	found := check.pair with input as _pair({"destination_bits": 16})

	given.outcome(found) == {["violated", "medium"]}
}

test_unproved_it_may_not_pass if {
	found := check.pair with input as given.pair("enterprise", "operations", [given.undeclared_with(given.rule({"source_bits": 16}), false, [])])

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_a_small_network_at_sl_2 if {
	found := check.pair with input as _pair({"source_bits": 8, "destination_bits": 8})

	found == set()
}

test_violated_at_sl_1_only_where_nobody_declared_it if {
	low := given.at_sl(_pair({"source_bits": 16}), 1)
	declared := check.pair with input as low
	left_out := check.pair with input as object.union(low, {"sl_undeclared": ["RDF"]})

	[count(declared), count(left_out)] == [0, 1]
}

test_violated_a_small_network_at_sl_3 if {
	found := check.pair with input as given.at_sl(_pair({"source_bits": 8}), 3)

	count(found) == 1
}

test_clean_any_source_belongs_to_any_source_into_ot if {
	found := check.pair with input as _pair({"any_source": true, "source_bits": 32})

	found == set()
}

test_clean_declared if {
	carrier := given.declared(given.rule({"source_bits": 16}), [given.https])
	found := check.pair with input as given.pair("enterprise", "operations", [carrier])

	found == set()
}

_pair(rule) := given.pair("enterprise", "operations", [given.undeclared(given.rule(rule), true)])
