package zoneproof.checks["backup-recovery"]["no-island-mode_test"]

import data.zoneproof.checks["backup-recovery"]["no-island-mode"] as check
import data.zoneproof.lib.given_test as given

test_violated_not_said if {
	found := check.map with input as given.plant([given.map_zone("sis", "safety", {})], [])

	given.outcome(found) == {["violated", "medium"]}
}

test_violated_said_to_have_none if {
	found := check.map with input as given.plant([given.map_zone("sis", "safety", {"island_mode": false})], [])

	given.outcome(found) == {["violated", "medium"]}
}

test_clean_prepared if {
	found := check.map with input as given.plant([given.map_zone("sis", "safety", {"island_mode": true})], [])

	found == set()
}

test_clean_not_for_the_office if {
	found := check.map with input as given.plant([given.map_zone("office", "enterprise", {})], [])

	found == set()
}
