package zoneproof.checks["patching-compensating"]["old-firmware_test"]

import data.zoneproof.checks["patching-compensating"]["old-firmware"] as check
import data.zoneproof.lib.given_test as given

test_violated_on_the_list if {
	record := {"has_firmware_list": true, "outdated_because": "end of support"}
	found := check.device with input as given.device({"version": "15.2", "record": record})

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"core-1 runs ios 15.2: end of support"}
}

test_clean_not_on_the_list if {
	found := check.device with input as given.device({"version": "17.9", "record": {"has_firmware_list": true}})

	found == set()
}

test_not_assessed_without_a_list if {
	found := check.device with input as given.device({"version": "15.2"})

	found == {{"not_assessed": "the map has no list of firmware for its platform (firmware:)"}}
}

test_not_assessed_without_a_version if {
	found := check.device with input as given.device({"record": {"has_firmware_list": true}})

	found == {{"not_assessed": "the export does not tell its version"}}
}
