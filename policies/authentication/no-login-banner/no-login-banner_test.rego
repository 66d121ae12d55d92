package zoneproof.checks.authentication["no-login-banner_test"]

import data.zoneproof.checks.authentication["no-login-banner"] as check
import data.zoneproof.lib.given_test as given

test_violated if {
	found := check.device with input as given.posture({"administration": {"banner_before_login": false}})

	given.outcome(found) == {["violated", "low"]}
	{finding.message | some finding in found} == {"core-1 shows no notice before login"}
}

test_unproved_statement_not_understood if {
	found := check.device with input as given.posture_unread({"administration": {"banner_before_login": false}}, "banner")

	given.outcome(found) == {["unproved", "low"]}
}

test_clean_set if {
	found := check.device with input as given.posture({"administration": {"banner_before_login": true}})

	found == set()
}

test_not_assessed_export_does_not_tell if {
	found := check.device with input as given.posture({})

	{reason | some reason in found[_]} == {"the export does not tell whether a notice is shown before login"}
}

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}
