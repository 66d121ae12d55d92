package zoneproof.checks["network-segmentation"]["fail-open-boundary_test"]

import data.zoneproof.checks["network-segmentation"]["fail-open-boundary"] as check
import data.zoneproof.lib.given_test as given

test_unproved_statement_not_understood if {
	found := check.device with input as object.union(_device({"intrusion_prevention": true}), {"unparsed": [given.unread("ips global")]})

	given.outcome(found) == {["unproved", "high"]}
}

test_violated_opens if {
	found := check.device with input as _device({"intrusion_prevention": true, "antivirus": false})

	given.outcome(found) == {["violated", "high"]}
	{finding.message | some finding in found} == {"core-1 lets packets pass unseen when its intrusion prevention fails"}
}

test_clean_closes if {
	found := check.device with input as _device({"intrusion_prevention": false, "antivirus": false})

	found == set()
}

test_not_assessed_export_does_not_tell if {
	found := check.device with input as _device({})

	found == {{"not_assessed": "the export does not tell what passes when inspection fails"}}
}

_device(state) := given.posture({"inspection": {"fails_open": state}})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}
