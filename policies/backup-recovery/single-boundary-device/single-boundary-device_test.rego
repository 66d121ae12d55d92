package zoneproof.checks["backup-recovery"]["single-boundary-device_test"]

import data.zoneproof.checks["backup-recovery"]["single-boundary-device"] as check
import data.zoneproof.lib.given_test as given

test_violated_alone if {
	found := check.device with input as given.posture({"cluster": {"mode": "standalone"}})

	given.outcome(found) == {["violated", "low"]}
}

test_clean_cluster if {
	found := check.device with input as given.posture({"cluster": {"mode": "a-p"}})

	found == set()
}

test_not_assessed_export_does_not_tell if {
	found := check.device with input as given.posture({"cluster": {}})

	found == {{"not_assessed": "the export does not tell whether a partner takes over when the device fails"}}
}

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}

test_unproved_something_was_not_understood if {
	found := check.device with input as object.union(given.posture({"cluster": {"mode": "standalone"}}), {"unparsed": [given.unread("config system ha")]})

	given.outcome(found) == {["unproved", "low"]}
	every finding in found {
		endswith(finding.message, ", unless something that was not understood says otherwise")
	}
}
