package zoneproof.checks["change-management"]["conduit-without-owner_test"]

import data.zoneproof.checks["change-management"]["conduit-without-owner"] as check
import data.zoneproof.lib.given_test as given

test_violated_zone_without_review if {
	bare := object.remove(given.map_zone("building", "building", {}), ["review"])
	found := check.map with input as given.plant([bare], [])

	given.outcome(found) == {["violated", "low"]}
	{finding.message | some finding in found} == {"the zone building has no day of review"}
}

test_violated_conduit_without_both if {
	bare := object.remove(given.map_conduit("C-14", ["office", "building"], {}), ["owner", "review"])
	found := check.map with input as given.plant([], [bare])

	{finding.message | some finding in found} == {"the conduit C-14 has no owner and no day of review"}
}

test_clean_kept if {
	zone := given.map_zone("cell-a", "cell", {})
	found := check.map with input as given.plant([zone], [given.map_conduit("C-08", ["cell-a", "scada"], {})])

	found == set()
}

test_clean_nobody_owns_the_internet if {
	bare := object.remove(given.map_zone("internet", "internet", {}), ["owner", "review"])
	found := check.map with input as given.plant([bare], [])

	found == set()
}
