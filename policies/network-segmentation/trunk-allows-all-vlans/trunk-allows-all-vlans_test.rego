package zoneproof.checks["network-segmentation"]["trunk-allows-all-vlans_test"]

import data.zoneproof.checks["network-segmentation"]["trunk-allows-all-vlans"] as check
import data.zoneproof.lib.given_test as given

# W25.
test_violated_no_list if {
	found := check.device with input as _device(false, [])

	given.outcome(found) == {["violated", "medium"]}
}

test_unproved_statement_not_understood if {
	found := check.device with input as _device(false, [given.unread("interface Gi1/0/48")])

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_list if {
	found := check.device with input as _device(true, [])

	found == set()
}

_device(lists, unparsed) := given.device({
	"interfaces": [given.port("Gi1/0/48", {"switchport": {"mode": "trunk", "vlans": [], "lists_vlans": lists}})],
	"unparsed": unparsed,
})
