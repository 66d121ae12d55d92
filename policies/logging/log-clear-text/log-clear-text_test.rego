package zoneproof.checks.logging["log-clear-text_test"]

import data.zoneproof.checks.logging["log-clear-text"] as check
import data.zoneproof.lib.given_test as given

test_violated_clear_text if {
	found := check.device with input as _device(given.log_server)

	given.outcome(found) == {["violated", "low"]}
	{finding.message | some finding in found} == {"core-1 sends records in clear text to 10.10.9.6"}
}

test_clean_encrypted_or_not_known if {
	encrypted := object.union(given.log_server, {"encrypted": true})
	every server in [encrypted, object.remove(given.log_server, ["encrypted"])] {
		found := check.device with input as _device(server)
		found == set()
	}
}

_device(server) := given.posture({"logging": {"servers": [server]}})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}
