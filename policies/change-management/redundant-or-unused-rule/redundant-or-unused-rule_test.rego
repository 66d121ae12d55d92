package zoneproof.checks["change-management"]["redundant-or-unused-rule_test"]

import data.zoneproof.checks["change-management"]["redundant-or-unused-rule"] as check
import data.zoneproof.lib.given_test as given

test_violated_rule_that_later_ones_make_needless if {
	found := check.device with input as given.device({"redundant_rules": [_redundant]})

	given.outcome(found) == {["violated", "low"]}
	some finding in found
	finding.message == "core-1: {rule} is not needed, what it decides {decided_by} below decides the same way"
	finding.evidence == [
		["redundant_rules", 0],
		["redundant_rules", 0, "others"],
		["redundant_rules", 0, "decided_by"],
	]
}

test_message_counts_the_others if {
	group := object.union(_redundant, {"count": 12})
	found := check.device with input as given.device({"redundant_rules": [group]})

	some finding in found
	startswith(finding.message, "core-1: {rule} and 11 more are not needed, what they decide")
}

test_unproved_some_of_them_are_doubtful if {
	group := object.union(_redundant, {"certain": false})
	found := check.device with input as given.device({"redundant_rules": [group]})

	given.outcome(found) == {["unproved", "low"]}
}

test_violated_rule_that_matches_nothing if {
	found := check.device with input as given.device({"empty_rules": [{"rule": _line, "because": "source"}]})

	given.outcome(found) == {["violated", "low"]}
	some finding in found
	finding.message == "core-1: no packet can match {rule}: its source holds no address"
}

test_violated_whatever_is_empty if {
	reasons := ["source", "destination", "service", "interfaces", "families"]
	empty := [{"rule": _line, "because": reason} | some reason in reasons]
	found := check.device with input as given.device({"empty_rules": empty})

	count(found) == 5
}

test_violated_without_map if {
	found := check.device with input as given.without_map(given.device({"redundant_rules": [_redundant]}))

	given.outcome(found) == {["violated", "low"]}
}

test_clean_what_decides_it_decides_everything if {
	group := object.union(_redundant, {"by_everything": true})
	found := check.device with input as given.device({"redundant_rules": [group]})

	found == set()
}

# What earlier rules cover is shadowed-rule.
test_clean_dead_rule if {
	dead := {"rule": _line, "covered_by": [_line], "hides_deny": false, "contradicts": false}
	found := check.device with input as given.device({"dead_rules": [dead]})

	found == set()
}

test_clean_every_rule_is_needed if {
	found := check.device with input as given.device({})

	found == set()
}

_redundant := {"rule": _line, "count": 1, "certain": true, "by_everything": false}

_line := given.rule({"device": "core-1"})
