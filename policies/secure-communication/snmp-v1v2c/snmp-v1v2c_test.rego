package zoneproof.checks["secure-communication"]["snmp-v1v2c_test"]

import data.zoneproof.checks["secure-communication"]["snmp-v1v2c"] as check
import data.zoneproof.lib.given_test as given

test_violated_medium if {
	found := check.device with input as _device({})

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"core-1 answers SNMP v2c"}
}

test_violated_high if {
	every state in [{"well_known": true}, {"writes": true}] {
		found := check.device with input as _device(state)
		given.outcome(found) == {["violated", "high"]}
	}
}

test_clean_no_community if {
	found := check.device with input as given.posture({"snmp": {"enabled": false, "communities": []}})

	found == set()
}

_device(state) := given.posture({"snmp": {"communities": [object.union(
	{"versions": ["v2c"], "well_known": false, "limited": true, "writes": false, "location": given.location(7)},
	state,
)]}})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}

test_not_assessed_export_does_not_tell if {
	found := check.device with input as given.posture({})

	found == {{"not_assessed": "the export does not tell whether the device answers SNMP"}}
}
