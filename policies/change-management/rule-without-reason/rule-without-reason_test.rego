package zoneproof.checks["change-management"]["rule-without-reason_test"]

import data.zoneproof.checks["change-management"]["rule-without-reason"] as check
import data.zoneproof.lib.given_test as given

test_violated_some if {
	found := check.device with input as given.device({"tables": [given.table({"uncommented": 4})]})

	given.outcome(found) == {["violated", "low"]}
	{finding.message | some finding in found} == {"core-1: 4 of 9 permit rules of firewall policy have no comment"}
}

test_violated_without_a_map if {
	facts := given.without_map(given.device({"tables": [given.table({"uncommented": 4})]}))
	found := check.device with input as facts

	count(found) == 1
}

test_clean_all_have_one if {
	found := check.device with input as given.device({"tables": [given.table({})]})

	found == set()
}

test_clean_device_of_the_office if {
	facts := given.device({"tables": [given.table({"uncommented": 4})], "zones": [given.zone("office", "enterprise")]})
	found := check.device with input as facts

	found == set()
}
