package zoneproof.checks.authentication["default-or-shared-admin_test"]

import data.zoneproof.checks.authentication["default-or-shared-admin"] as check
import data.zoneproof.lib.given_test as given

test_violated_account_of_the_factory if {
	found := check.device with input as _device([given.account("admin"), given.account("anna")])

	{finding.message | some finding in found} == {"core-1 has the administrator admin of the factory"}
}

test_violated_one_for_all if {
	found := check.device with input as _device([given.account("plant")])

	{finding.message | some finding in found} == {"core-1 has one administrator for all, plant"}
}

test_violated_one_for_all_beside_a_password_without_a_name if {
	line := object.union(given.account("whoever reaches ASDM"), {"nameless": true})
	found := check.device with input as _device([line, given.account("plant")])

	"core-1 has one administrator for all, plant" in {finding.message | some finding in found}
	count(found) == 2
}

test_clean_an_account_each if {
	found := check.device with input as _device([given.account("anna"), given.account("ben")])

	found == set()
}

test_clean_a_server_knows_the_people if {
	found := check.device with input as _device([object.union(given.account("admin"), {"remote": true})])

	found == set()
}

_device(accounts) := given.posture({"administration": {"accounts": accounts}})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}

test_not_assessed_no_account_is_named if {
	found := check.device with input as given.posture({})

	found == {{"not_assessed": "the export names no administrator of the device"}}
}

test_violated_a_password_without_a_name if {
	line := object.union(given.account("whoever knows the password of line vty 0 4"), {"nameless": true})
	found := check.device with input as _device([line])

	{finding.message | some finding in found} == {"core-1 asks for no name: it lets in whoever knows the password of line vty 0 4"}
}
