package zoneproof.checks.logging["no-time-sync_test"]

import data.zoneproof.checks.logging["no-time-sync"] as check
import data.zoneproof.lib.given_test as given

test_violated if {
	found := check.device with input as given.posture({"clock": {"synchronized": false}})

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"core-1 takes its time from no server"}
}

test_unproved_statement_not_understood if {
	found := check.device with input as given.posture_unread({"clock": {"synchronized": false}}, "ntp")

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_set if {
	found := check.device with input as given.posture({"clock": {"synchronized": true}})

	found == set()
}

test_not_assessed_export_does_not_tell if {
	found := check.device with input as given.posture({})

	{reason | some reason in found[_]} == {"the export does not tell where the time comes from"}
}

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}
