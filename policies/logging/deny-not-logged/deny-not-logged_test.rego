package zoneproof.checks.logging["deny-not-logged_test"]

import data.zoneproof.checks.logging["deny-not-logged"] as check
import data.zoneproof.lib.given_test as given

test_violated if {
	found := check.device with input as given.posture({"logging": {"implicit_deny": false}})

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"core-1 does not record what no rule permits"}
}

test_violated_last_rule_records_nothing if {
	found := check.device with input as _with_tables([_table("firewall policy", 1), _table("ACL-OPS-IN", 0)])

	given.outcome(found) == {["violated", "medium"]}
	messages := {finding.message | some finding in found}
	messages == {"core-1 denies whatever is left of firewall policy by a rule that records nothing"}
}

_with_tables(tables) := object.union(given.posture({"logging": {"implicit_deny": true}}), {"tables": tables})

_table(name, silent) := {
	"name": name,
	"kind": "policy",
	"bound": true,
	"rules": 9,
	"permits": 8,
	"uncommented": 0,
	"disabled": 0,
	"silent": silent,
	"locations": [given.location(9)],
}

test_unproved_statement_not_understood if {
	found := check.device with input as given.posture_unread({"logging": {"implicit_deny": false}}, "log")

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_set if {
	found := check.device with input as given.posture({"logging": {"implicit_deny": true}})

	found == set()
}

test_not_assessed_export_does_not_tell if {
	found := check.device with input as given.posture({})

	{reason | some reason in found[_]} == {"the export does not tell whether what no rule permits is recorded"}
}

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}
