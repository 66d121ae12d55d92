package zoneproof.checks.logging["log-target-not-reachable_test"]

import data.zoneproof.checks.logging["log-target-not-reachable"] as check
import data.zoneproof.lib.given_test as given

test_violated_in_no_zone if {
	found := check.device with input as _device("unmapped", false)

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"core-1 sends records to 10.99.9.9, which lies in no zone"}
}

test_violated_no_flow if {
	found := check.device with input as _device("dmz", false)

	given.outcome(found) == {["violated", "medium"]}
}

test_clean_declared if {
	found := check.device with input as _device("dmz", true)

	found == set()
}

_device(zone, declared) := object.union(given.posture({}), {"log_targets": [{
	"server": "10.99.9.9",
	"zone": zone,
	"declared": declared,
	"location": given.location(30),
}]})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}
