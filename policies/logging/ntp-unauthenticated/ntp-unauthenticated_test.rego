package zoneproof.checks.logging["ntp-unauthenticated_test"]

import data.zoneproof.checks.logging["ntp-unauthenticated"] as check
import data.zoneproof.lib.given_test as given

test_unproved_statement_not_understood if {
	found := check.device with input as object.union(_device(_server(false)), {"unparsed": [given.unread("system ntp")]})

	given.outcome(found) == {["unproved", "low"]}
}

test_violated_no_key if {
	found := check.device with input as _device(_server(false))

	given.outcome(found) == {["violated", "low"]}
	{finding.message | some finding in found} == {"core-1 takes its time from 10.10.9.5 without a key"}
}

test_violated_internet if {
	found := check.device with input as _device({"synchronized": true, "of_vendor": true, "servers": []})

	{finding.message | some finding in found} == {"core-1 takes its time from servers of its vendor in the internet"}
}

test_clean_with_a_key if {
	found := check.device with input as _device(_server(true))

	found == set()
}

_server(authenticated) := {
	"synchronized": true,
	"servers": [{"server": "10.10.9.5", "authenticated": authenticated, "location": given.location(4)}],
}

_device(clock) := given.posture({"clock": clock})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}

test_not_assessed_export_does_not_tell if {
	found := check.device with input as given.posture({})

	found == {{"not_assessed": "the export does not tell where the time comes from"}}
}
