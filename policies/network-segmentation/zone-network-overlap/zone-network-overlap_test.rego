package zoneproof.checks["network-segmentation"]["zone-network-overlap_test"]

import data.zoneproof.checks["network-segmentation"]["zone-network-overlap"] as check
import data.zoneproof.lib.given_test as given

test_violated_two if {
	found := check.device with input as _device([given.zone("one", "cell"), given.zone("cell-b", "cell")])

	given.outcome(found) == {["violated", "high"]}
	{finding.message | some finding in found} == {"one and cell-b share the segment of core-1 Vlan101"}
}

test_clean_one if {
	found := check.device with input as _device([given.zone("one", "cell")])

	found == set()
}

test_clean_link_between_devices if {
	found := check.device with input as _device([given.zone("one", "cell"), given.zone("links", "infrastructure")])

	found == set()
}

test_clean_belongs_to_the_other_check if {
	found := check.device with input as _device([given.zone("one", "safety"), given.zone("cell-b", "cell")])

	found == set()
}

_device(zones) := given.device({"interfaces": [given.port("Vlan101", {"kind": "routed", "zones": zones})]})
