package zoneproof.checks["patching-compensating"]["unneeded-services_test"]

import data.zoneproof.checks["patching-compensating"]["unneeded-services"] as check
import data.zoneproof.lib.given_test as given

test_violated_service if {
	service := {"name": "Smart Install", "enabled": true, "location": given.location(7)}
	found := check.device with input as given.surface({"services": [service]})

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"core-1 offers Smart Install"}
}

test_unproved_where_the_export_does_not_tell if {
	service := {"name": "Smart Install", "location": given.location(1)}
	found := check.device with input as given.surface({"services": [service]})

	given.outcome(found) == {["unproved", "medium"]}
	{finding.message | some finding in found} == {"core-1 perhaps offers Smart Install"}
}

test_clean_none if {
	found := check.device with input as given.surface({})

	found == set()
}

test_not_assessed_where_it_is_not_read if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "what the device offers on the network is not read from exports of its vendor"}}
}
