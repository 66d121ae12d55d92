package zoneproof.checks["backup-recovery"]["backup-target-same-zone_test"]

import data.zoneproof.checks["backup-recovery"]["backup-target-same-zone"] as check
import data.zoneproof.lib.given_test as given

test_violated_in_the_zone if {
	found := check.map with input as _plant([{"host": "rca-hmi", "zone": "cell-a"}])

	given.outcome(found) == {["violated", "low"]}
	{finding.message | some finding in found} == {"all backups of cell-a are kept in the zone itself"}
}

test_violated_in_the_office if {
	found := check.map with input as _plant([{"host": "nas", "zone": "office"}])

	{finding.message | some finding in found} == {"all backups of cell-a are kept in the office network"}
}

test_clean_a_second_place if {
	found := check.map with input as _plant([{"host": "rca-hmi", "zone": "cell-a"}, {"host": "bkp01", "zone": "scada"}])

	found == set()
}

test_clean_nothing_is_said if {
	found := check.map with input as _plant([])

	found == set()
}

_plant(targets) := given.plant(
	[
		given.map_zone("cell-a", "cell", {"backup_to": targets}),
		given.map_zone("scada", "operations", {}),
		given.map_zone("office", "enterprise", {}),
	],
	[],
)
