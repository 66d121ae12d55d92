package zoneproof.checks.authentication["no-login-lockout_test"]

import data.zoneproof.checks.authentication["no-login-lockout"] as check
import data.zoneproof.lib.given_test as given

test_violated if {
	found := check.device with input as given.posture({"administration": {"lockout_attempts": 0}})

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"core-1 does not limit failed logins"}
}

test_unproved_statement_not_understood if {
	found := check.device with input as given.posture_unread({"administration": {"lockout_attempts": 0}}, "lockout")

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_set if {
	found := check.device with input as given.posture({"administration": {"lockout_attempts": 3}})

	found == set()
}

test_not_assessed_export_does_not_tell if {
	found := check.device with input as given.posture({})

	{reason | some reason in found[_]} == {"the export does not tell whether failed logins are limited"}
}

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}

test_violated_more_than_a_plant_lets_pass if {
	found := check.device with input as given.posture({"administration": {"lockout_attempts": 10}})
		with data.thresholds as {"no-login-lockout": {"most_attempts": 5}}

	{finding.message | some finding in found} == {"core-1 lets a login fail 10 times"}
}
