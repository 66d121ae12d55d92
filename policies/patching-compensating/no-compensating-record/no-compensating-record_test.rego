package zoneproof.checks["patching-compensating"]["no-compensating-record_test"]

import data.zoneproof.checks["patching-compensating"]["no-compensating-record"] as check
import data.zoneproof.lib.given_test as given

test_violated_old_host if {
	found := check.map with input as given.plant([given.map_zone("cell-b", "cell", {"unpatchable": ["rcb-vis"]})], [])

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"cell-b holds hosts that get no patches: rcb-vis"}
}

test_clean_all_get_patches if {
	found := check.map with input as given.plant([given.map_zone("cell-a", "cell", {})], [])

	found == set()
}
