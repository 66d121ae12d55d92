package zoneproof.checks["change-management"]["shadowed-rule_test"]

import data.zoneproof.checks["change-management"]["shadowed-rule"] as check
import data.zoneproof.lib.given_test as given

test_violated_rule_that_never_matches if {
	found := check.device with input as _device(_dead)

	given.outcome(found) == {["violated", "medium"]}
	some finding in found
	finding.message == "core-1: ACL-PKG-IN 30 can never match, ACL-PKG-IN 10 before it covers it"
	finding.evidence == [["dead_rules", 0], ["dead_rules", 0, "covered_by"]]
}

test_high_when_a_deny_is_hidden if {
	found := check.device with input as _device(object.union(_dead, {"hides_deny": true, "contradicts": true}))

	given.outcome(found) == {["violated", "high"]}
	some finding in found
	endswith(finding.message, "ACL-PKG-IN 10 before it overrules it")
}

test_violated_without_map if {
	found := check.device with input as given.without_map(_device(_dead))

	given.outcome(found) == {["violated", "medium"]}
}

test_unproved_covering_rule_is_doubtful if {
	doubtful := object.union(_dead, {"covered_by": [object.union(_line(10), {"certain": false})]})
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
	default_deny := object.union(_dead, {"rule": object.union(_line(99), {"implicit": true})})
	found := check.device with input as _device(default_deny)

	found == set()
}

test_clean_nothing_dead if {
	found := check.device with input as given.device({})

	found == set()
}

_device(dead) := given.device({"dead_rules": [dead]})

_dead := {"rule": _line(30), "covered_by": [_line(10)], "hides_deny": false, "contradicts": false}

_line(number) := object.remove(
	given.rule({"device": "core-1", "table": "ACL-PKG-IN", "id": format_int(number, 10)}),
	["name"],
)
