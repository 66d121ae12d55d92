package zoneproof.checks.logging["no-remote-log_test"]

import data.zoneproof.checks.logging["no-remote-log"] as check
import data.zoneproof.lib.given_test as given

test_violated_no_server if {
	found := check.device with input as _device([])

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_statement_not_understood if {
	found := check.device with input as object.union(_device([]), {"unparsed": [given.unread("log syslogd9")]})

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_server if {
	found := check.device with input as _device([given.log_server])

	found == set()
}

_device(servers) := given.posture({"logging": {"servers": servers}})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}

test_not_assessed_part_of_an_export if {
	found := check.device with input as given.device({"posture": {"logging": {}}})

	found == {{"not_assessed": "the export does not tell where records are sent"}}
}
