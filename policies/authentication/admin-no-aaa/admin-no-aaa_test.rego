package zoneproof.checks.authentication["admin-no-aaa_test"]

import data.zoneproof.checks.authentication["admin-no-aaa"] as check
import data.zoneproof.lib.given_test as given

test_unproved_statement_not_understood if {
	found := check.device with input as object.union(_device([given.account("anna")]), {"unparsed": [given.unread("system admin")]})

	given.outcome(found) == {["unproved", "medium"]}
}

test_violated_local_accounts if {
	found := check.device with input as _device([given.account("anna"), given.account("ben")])

	given.outcome(found) == {["violated", "medium"]}
}

test_clean_one_is_remote if {
	found := check.device with input as _device([given.account("anna"), object.union(given.account("ben"), {"remote": true})])

	found == set()
}

test_not_assessed_no_account_is_named if {
	found := check.device with input as _device([])

	found == {{"not_assessed": "the export names no administrator of the device"}}
}

_device(accounts) := given.posture({"administration": {"accounts": accounts}})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}
