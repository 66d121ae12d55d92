package zoneproof.checks.authentication["one-admin-role_test"]

import data.zoneproof.checks.authentication["one-admin-role"] as check
import data.zoneproof.lib.given_test as given

test_unproved_statement_not_understood if {
	found := check.device with input as object.union(_device(["super_admin", "engineers"]), {"unparsed": [given.unread("system accprofile")]})

	given.outcome(found) == {["unproved", "medium"]}
}

test_violated_all_may_write if {
	found := check.device with input as _device(["super_admin", "engineers"])

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"core-1 lets each of its 2 administrators change everything"}
}

test_clean_one_may_only_read if {
	found := check.device with input as _device(["super_admin", "viewers"])

	found == set()
}

_device(names) := given.posture({"administration": {
	"accounts": [object.union(given.account(name), {"profile": name}) | some name in names],
	"profiles": [
		{"name": "engineers", "writes": true, "location": given.location(5)},
		{"name": "viewers", "writes": false, "location": given.location(9)},
	],
}})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}
