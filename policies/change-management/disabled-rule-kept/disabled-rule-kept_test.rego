package zoneproof.checks["change-management"]["disabled-rule-kept_test"]

import data.zoneproof.checks["change-management"]["disabled-rule-kept"] as check
import data.zoneproof.lib.given_test as given

# N1.
test_violated_some if {
	found := check.device with input as given.device({"tables": [given.table({"disabled": 1})]})

	given.outcome(found) == {["violated", "info"]}
}

test_clean_none if {
	found := check.device with input as given.device({"tables": [given.table({})]})

	found == set()
}
