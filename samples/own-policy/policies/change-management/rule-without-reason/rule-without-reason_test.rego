package zoneproof.checks["change-management"]["rule-without-reason_test"]

import data.zoneproof.checks["change-management"]["rule-without-reason"] as check
import data.zoneproof.lib.given_test as given

test_violated_a_third if {
	found := check.device with input as given.device({"tables": [given.table({"uncommented": 3})]})

	given.outcome(found) == {["violated", "high"]}
}

test_clean_all_have_one if {
	found := check.device with input as given.device({"tables": [given.table({})]})

	found == set()
}

test_clean_within_the_house_rule if {
	found := check.device with input as given.device({"tables": [given.table({"uncommented": 3})]})
		with data.thresholds as {"rule-without-reason": {"most_percent": 40}}

	found == set()
}
