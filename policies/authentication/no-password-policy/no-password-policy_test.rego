package zoneproof.checks.authentication["no-password-policy_test"]

import data.zoneproof.checks.authentication["no-password-policy"] as check
import data.zoneproof.lib.given_test as given

test_unproved_statement_not_understood if {
	found := check.device with input as object.union(_device({"enabled": false}), {"unparsed": [given.unread("system password-policy")]})

	given.outcome(found) == {["unproved", "medium"]}
}

test_violated_no_policy if {
	found := check.device with input as _device({"enabled": false})

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"core-1 demands nothing of passwords"}
}

test_violated_short_passwords if {
	found := check.device with input as _device({"enabled": true, "minimum_length": 4})

	{finding.message | some finding in found} == {"core-1 takes passwords of 4 characters"}
}

test_clean_eight_characters if {
	found := check.device with input as _device({"enabled": true, "minimum_length": 8})

	found == set()
}

test_not_assessed_export_does_not_tell if {
	found := check.device with input as _device({})

	found == {{"not_assessed": "the export does not tell how strong passwords have to be"}}
}

_device(policy) := given.posture({"administration": {"password_policy": policy}})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}
