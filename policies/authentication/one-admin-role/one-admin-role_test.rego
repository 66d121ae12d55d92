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

test_violated_whatever_asks_for_no_name if {
	line := object.union(given.account("whoever reaches line vty 0 4"), {"nameless": true})
	given_named := _device(["super_admin", "engineers"])
	facts := json.patch(given_named, [{"op": "add", "path": "/posture/administration/accounts/-", "value": line}])
	found := check.device with input as facts

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

test_not_assessed_no_account_is_named if {
	found := check.device with input as given.posture({})

	found == {{"not_assessed": "the export names no administrator of the device"}}
}

test_not_assessed_a_server_gives_the_rights if {
	every local in [[], [object.union(given.account("anna"), {"profile": "super_admin"})]] {
		accounts := array.concat(local, [object.union(given.account("people"), {"remote": true})])
		found := check.device with input as given.posture({"administration": {"accounts": accounts}})
		found == {{"not_assessed": "the export does not tell what administrators may change whom a server knows"}}
	}
}

test_clean_one_of_its_own_may_only_read if {
	people := object.union(given.account("people"), {"remote": true})
	found := check.device with input as given.posture({"administration": {"accounts": [given.account("anna"), people]}})

	found == set()
}
