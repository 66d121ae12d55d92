package zoneproof.checks["change-management"]["unparsed-statements_test"]

import data.zoneproof.checks["change-management"]["unparsed-statements"] as check
import data.zoneproof.lib.given_test as given

test_unproved_one_finding_per_section if {
	found := check.device with input as _device([
		given.unread("interface"),
		given.unread("interface"),
		given.unread("route-map"),
	])

	count(found) == 2
	given.outcome(found) == {["unproved", "info"]}
	{finding.evidence | some finding in found} == {[["unparsed", 0], ["unparsed", 1]], [["unparsed", 2]]}
}

test_message_counts_lines if {
	found := check.device with input as _device([given.unread("route-map")])

	some finding in found
	finding.message == "core-1 has 1 statement that was not understood in route-map (ip frobnicate)"
}

test_clean_harmless_section if {
	found := check.device with input as _device([object.union(given.unread("banner"), {"filtering": false})])

	found == set()
}

test_clean_all_understood if {
	found := check.device with input as _device([])

	found == set()
}

_device(statements) := given.device({"unparsed": statements})
