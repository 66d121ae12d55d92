package zoneproof.checks["network-segmentation"]["no-dos-limits_test"]

import data.zoneproof.checks["network-segmentation"]["no-dos-limits"] as check
import data.zoneproof.lib.given_test as given

test_unproved_statement_not_understood if {
	found := check.device with input as object.union(given.posture({"flood_limits": []}), {"unparsed": [given.unread("firewall dos-policy")]})

	given.outcome(found) == {["unproved", "low"]}
}

test_violated_none if {
	found := check.device with input as given.posture({"flood_limits": []})

	given.outcome(found) == {["violated", "low"]}
}

test_violated_switched_off if {
	found := check.device with input as given.posture({"flood_limits": [_limit(false)]})

	given.outcome(found) == {["violated", "low"]}
}

test_clean_limited if {
	found := check.device with input as given.posture({"flood_limits": [_limit(true)]})

	found == set()
}

_limit(enabled) := {"id": "1", "enabled": enabled, "anomalies": [], "location": given.location(2)}

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}

test_not_assessed_part_of_an_export if {
	found := check.device with input as given.device({"posture": {"logging": {}}})

	found == {{"not_assessed": "the export does not tell whether floods are limited"}}
}
