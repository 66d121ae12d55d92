package zoneproof.checks["network-segmentation"]["layer2-control-leaves-cell_test"]

import data.zoneproof.checks["network-segmentation"]["layer2-control-leaves-cell"] as check
import data.zoneproof.lib.given_test as given

test_violated_two_trunks if {
	found := check.device with input as _device([[60, 101], [101]])

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"core-1 carries VLAN 101 of a cell on 2 ports (Gi1/0/0, Gi1/0/1)"}
}

# A bundle and its members.
test_clean_the_same_list if {
	found := check.device with input as _device([[60, 101], [60, 101]])

	found == set()
}

test_clean_one_trunk if {
	found := check.device with input as _device([[60, 101], [60]])

	found == set()
}

_device(lists) := given.device({
	"interfaces": [given.port(concat("", ["Gi1/0/", format_int(i, 10)]), {"switchport": {
		"mode": "trunk",
		"vlans": vlans,
		"lists_vlans": true,
	}}) |
		some i, vlans in lists
	],
	"vlans": [
		{"vlan": 101, "zones": [given.zone("cell-a", "cell")]},
		{"vlan": 60, "zones": [given.zone("wifi", "wireless")]},
	],
})
