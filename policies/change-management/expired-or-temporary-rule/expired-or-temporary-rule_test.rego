package zoneproof.checks["change-management"]["expired-or-temporary-rule_test"]

import data.zoneproof.checks["change-management"]["expired-or-temporary-rule"] as check
import data.zoneproof.lib.given_test as given

# W02.
test_violated_temporary if {
	found := check.device with input as _device({"temporary": true})

	given.outcome(found) == {["violated", "high"]}
	{finding.message | some finding in found} == {"core-1: {rule} calls itself temporary"}
}

test_violated_past_its_day if {
	found := check.device with input as _device({"until": "2027-01-30"})

	{finding.message | some finding in found} == {"core-1: {rule} was to end on 2027-01-30"}
}

test_violated_expired_by_itself if {
	found := check.device with input as _device({"expires": "2026/12/31 00:00:00"})

	{finding.message | some finding in found} == {"core-1: {rule} expired on 2026-12-31"}
}

# N7.
test_clean_ends_later if {
	found := check.device with input as _device({"until": "2027-01-31", "temporary": true})

	found == set()
}

test_clean_plain if {
	found := check.device with input as _device({})

	found == set()
}

test_not_assessed_without_a_day if {
	found := check.device with input as object.remove(_device({"until": "2020-01-01"}), ["as_of"])

	found == {{"not_assessed": "no day was given to judge dates for (--as-of)"}}
}

test_not_assessed_without_a_day_for_what_expires_by_itself if {
	found := check.device with input as object.remove(_device({"expires": "2020-01-01 00:00:00"}), ["as_of"])

	found == {{"not_assessed": "no day was given to judge dates for (--as-of)"}}
}

_device(rule) := given.device({"permits": [given.rule(rule)]})
