package zoneproof.checks.authentication["no-admin-idle-timeout_test"]

import data.zoneproof.checks.authentication["no-admin-idle-timeout"] as check
import data.zoneproof.lib.given_test as given

test_violated if {
	found := check.device with input as given.posture({"administration": {"idle_minutes": 0}})

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"core-1 never ends an idle session of an administrator"}
}

test_unproved_statement_not_understood if {
	found := check.device with input as given.posture_unread({"administration": {"idle_minutes": 0}}, "timeout")

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_set if {
	found := check.device with input as given.posture({"administration": {"idle_minutes": 10}})

	found == set()
}

test_not_assessed_export_does_not_tell if {
	found := check.device with input as given.posture({})

	{reason | some reason in found[_]} == {"the export does not tell when idle sessions end"}
}

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}

test_violated_longer_than_a_plant_lets_pass if {
	found := check.device with input as given.posture({"administration": {"idle_minutes": 30}})
		with data.thresholds as {"no-admin-idle-timeout": {"most_minutes": 15}}

	{finding.message | some finding in found} == {"core-1 ends an idle session of an administrator after 30 minutes"}
}
