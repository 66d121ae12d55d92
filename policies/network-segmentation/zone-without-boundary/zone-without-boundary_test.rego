package zoneproof.checks["network-segmentation"]["zone-without-boundary_test"]

import data.zoneproof.checks["network-segmentation"]["zone-without-boundary"] as check
import data.zoneproof.lib.given_test as given

test_violated_nothing_leads_there if {
	found := check.map with input as given.plant([given.map_zone("lab", "cell", {"interfaces": []})], [])

	given.outcome(found) == {["violated", "medium"]}
}

test_clean_an_interface_leads_there if {
	found := check.map with input as given.plant([given.map_zone("cell-a", "cell", {})], [])

	found == set()
}

test_clean_the_internet_is_behind_whatever_is_left if {
	found := check.map with input as given.plant([given.map_zone("internet", "internet", {"interfaces": []})], [])

	found == set()
}
