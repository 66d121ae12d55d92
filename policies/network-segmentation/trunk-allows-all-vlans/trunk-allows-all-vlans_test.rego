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

test_unproved_dynamic if {
	found := check.device with input as given.device({"interfaces": [
		given.port("Gi1/0/5", {"switchport": {"mode": "dynamic", "vlans": [], "lists_vlans": false}}),
		given.port("Gi1/0/6", {"switchport": {"mode": "dynamic", "vlans": [], "lists_vlans": true}}),
		given.port("Ap1/0/1", {"switchport": {"mode": "dynamic", "vlans": [], "lists_vlans": false, "internal": true}}),
	]})

	{[finding.verdict, finding.message] | some finding in found} == {["unproved", "core-1 lets stations make a trunk with every VLAN of 1 port (Gi1/0/5)"]}
}
