package zoneproof.checks["backup-recovery"]["backup-path-wide_test"]

import data.zoneproof.checks["backup-recovery"]["backup-path-wide"] as check
import data.zoneproof.lib.given_test as given

test_violated_whole_zone if {
	found := check.map with input as _plant([given.map_flow("F-083", _backup, _whole, [])])

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"the backup flow F-083 opens the whole of cell-a"}
}

test_violated_whole_zone_starts if {
	found := check.map with input as _plant([given.map_flow("F-083", _whole, _backup, [])])

	{finding.message | some finding in found} == {"the backup flow F-083 lets the whole of cell-a reach bkp01"}
}

test_violated_both_ways if {
	there := given.map_flow("F-083", _backup, given.end("rca-hmi", "cell-a"), [])
	back := given.map_flow("F-084", given.end("rca-hmi", "cell-a"), _backup, [])
	found := check.map with input as _plant([there, back])

	{finding.flow | some finding in found} == {"F-083"}
}

test_clean_named_host if {
	flow := given.map_flow("F-083", _backup, given.end("rca-hmi", "cell-a"), [])
	found := check.map with input as _plant([flow])

	found == set()
}

test_clean_flow_of_another_host if {
	found := check.map with input as _plant([given.map_flow("F-081", given.end("scada01", "scada"), _whole, [])])

	found == set()
}

_backup := object.union(given.end("10.0.0.9", "scada"), {"backup_hosts": ["bkp01"]})

_whole := {"text": "cell-a", "kind": "zone", "zone": "cell-a", "whole": true}

_plant(flows) := given.plant(
	[
		given.map_zone("cell-a", "cell", {"backup_to": [{"host": "bkp01", "zone": "scada"}]}),
		given.map_zone("scada", "operations", {}),
	],
	[given.map_conduit("C-08", ["scada", "cell-a"], {"flows": flows})],
)
