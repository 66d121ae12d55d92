package zoneproof.checks["change-management"]["shadowed-rule_test"]

import data.zoneproof.checks["change-management"]["shadowed-rule"] as check
import data.zoneproof.lib.given_test as given

test_violated_rule_that_never_matches if {
	found := check.device with input as _device(_dead)

	given.outcome(found) == {["violated", "medium"]}
	some finding in found
	finding.message == "core-1: {rule} can never match, {covered_by} before it covers it"
	finding.evidence == [["dead_rules", 0], ["dead_rules", 0, "covered_by"]]
}

test_high_when_a_deny_is_hidden if {
	found := check.device with input as _device(object.union(_dead, {"hides_deny": true, "contradicts": true}))

	given.outcome(found) == {["violated", "high"]}
	some finding in found
	endswith(finding.message, "{covered_by} before it overrules it")
}

test_violated_without_map if {
	found := check.device with input as given.without_map(_device(_dead))

	given.outcome(found) == {["violated", "medium"]}
}

test_unproved_covering_rule_is_doubtful if {
	doubtful := object.union(_dead, {"covered_by": [object.union(_line, {"certain": false})]})
	found := check.device with input as _device(doubtful)

	given.outcome(found) == {["unproved", "medium"]}
}

test_violated_rule_with_nothing_to_match if {
	found := check.device with input as _device(object.union(_dead, {"covered_by": []}))

	some finding in found
	endswith(finding.message, "nothing is left for it to match")
}

# N11: the implicit deny behind a rule that decides everything.
test_clean_default_that_is_never_reached if {
	default_deny := object.union(_dead, {"rule": object.union(_line, {"implicit": true})})
	found := check.device with input as _device(default_deny)

	found == set()
}

test_clean_nothing_dead if {
	found := check.device with input as given.device({})

	found == set()
}

_device(dead) := given.device({"dead_rules": [dead]})

_dead := {"rule": _line, "covered_by": [_line], "hides_deny": false, "contradicts": false}

_line := given.rule({"device": "core-1"})
