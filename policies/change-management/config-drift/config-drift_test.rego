package zoneproof.checks["change-management"]["config-drift_test"]

import data.zoneproof.checks["change-management"]["config-drift"] as check
import data.zoneproof.lib.given_test as given

test_violated_another_one if {
	found := check.device with input as _device("aa", "bb")

	given.outcome(found) == {["violated", "medium"]}
}

test_clean_the_approved_one if {
	found := check.device with input as _device("aa", "aa")

	found == set()
}

test_not_assessed_without_approval if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "the map records no approved configuration of it (approved:)"}}
}

_device(approved, given_one) := given.device({"record": {
	"has_firmware_list": false,
	"approved": approved,
	"sha256": given_one,
}})
