package zoneproof.checks["change-management"]["contradicting-rules_test"]

import data.zoneproof.checks["change-management"]["contradicting-rules"] as check
import data.zoneproof.lib.given_test as given

test_violated_one_finding_for_a_table if {
	found := check.device with input as given.device({"contradictions": [_against(3)]})

	given.outcome(found) == {["violated", "low"]}
	some finding in found
	finding.subject == ["ACL-OPS-IN"]
	contains(finding.message, "3 rules of ACL-OPS-IN stand against")
	endswith(finding.message, "{rule} against {overruled_by} and 2 more")
	count(finding.evidence) == 4
}

test_medium_when_a_permit_takes_what_is_denied if {
	table := object.union(_against(1), {"permits_denied": true})
	found := check.device with input as given.device({"contradictions": [table]})

	given.outcome(found) == {["violated", "medium"]}
}

test_violated_without_map if {
	found := check.device with input as given.without_map(given.device({"contradictions": [_against(1)]}))

	given.outcome(found) == {["violated", "low"]}
	some finding in found
	contains(finding.message, "1 rule of ACL-OPS-IN stands against")
}

test_violated_says_that_not_all_were_looked_at if {
	table := object.union(_against(1), {"counted": false})
	found := check.device with input as given.device({"contradictions": [table]})

	given.outcome(found) == {["violated", "low"]}
	some finding in found
	endswith(finding.message, "{rule} against {overruled_by}; only the nearest earlier rules were looked at, there may be more")
}

# One of them covers all of the other: shadowed-rule.
test_clean_dead_rule if {
	line := given.rule({"device": "core-1"})
	dead := {"rule": line, "covered_by": [line], "hides_deny": true, "contradicts": true}
	found := check.device with input as given.device({"dead_rules": [dead]})

	found == set()
}

test_clean_no_contradiction if {
	found := check.device with input as given.device({})

	found == set()
}

_against(number) := {
	"table": "ACL-OPS-IN",
	"count": number,
	"shown": min([number, 2]),
	"counted": true,
	"permits_denied": false,
}
