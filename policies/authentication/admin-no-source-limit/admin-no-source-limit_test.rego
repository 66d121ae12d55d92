package zoneproof.checks.authentication["admin-no-source-limit_test"]

import data.zoneproof.checks.authentication["admin-no-source-limit"] as check
import data.zoneproof.lib.given_test as given

test_unproved_statement_not_understood if {
	found := check.device with input as object.union(_device(false), {"unparsed": [given.unread("system admin")]})

	given.outcome(found) == {["unproved", "medium"]}
}

test_violated_no_trusted_hosts if {
	found := check.device with input as _device(false)

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"core-1 lets the administrator anna log in from any address"}
}

test_violated_whoever_it_is if {
	line := object.union(given.account("whoever reaches line vty 0 4"), {"nameless": true, "limited": false})
	found := check.device with input as given.posture({"administration": {"accounts": [line]}})

	{finding.message | some finding in found} == {"core-1 lets whoever reaches line vty 0 4 log in from any address"}
}

test_clean_trusted_hosts if {
	found := check.device with input as _device(true)

	found == set()
}

_device(limited) := given.posture({"administration": {"accounts": [object.union(given.account("anna"), {"limited": limited})]}})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}

test_not_assessed_no_account_is_named if {
	found := check.device with input as given.posture({})

	found == {{"not_assessed": "the export names no administrator of the device"}}
}
