package zoneproof.checks.logging["deny-not-logged_test"]

import data.zoneproof.checks.logging["deny-not-logged"] as check
import data.zoneproof.lib.given_test as given

test_violated if {
	found := check.device with input as given.posture({"logging": {"implicit_deny": false}})

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"core-1 does not record what no rule permits"}
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
