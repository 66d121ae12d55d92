package zoneproof.checks["network-segmentation"]["ipv6-unfiltered_test"]

import data.zoneproof.checks["network-segmentation"]["ipv6-unfiltered"] as check
import data.zoneproof.lib.given_test as given

test_violated_no_filter if {
	found := check.device with input as _device(false, [], 0)

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_statement_not_understood if {
	found := check.device with input as _device(false, [given.unread("interface Vlan30")], 0)

	given.outcome(found) == {["unproved", "high"]}
}

# W32.
test_violated_nobody_wrote_a_rule if {
	found := check.device with input as _device(true, [], 0)

	given.outcome(found) == {["violated", "low"]}
}

test_clean_filtered_by_rules if {
	found := check.device with input as _device(true, [], 3)

	found == set()
}

test_clean_no_ipv6 if {
	port := given.port("Vlan30", {"zones": [given.zone("scada", "operations")]})
	found := check.device with input as given.device({"interfaces": [port], "ipv6_rules": 0})

	found == set()
}

_device(filtered, unparsed, rules) := given.device({
	"interfaces": [given.port("Vlan30", {
		"kind": "routed",
		"ipv6": true,
		"filters_ipv6": filtered,
		"filters_ipv4": true,
		"zones": [given.zone("scada", "operations")],
	})],
	"unparsed": unparsed,
	"ipv6_rules": rules,
})
