package zoneproof.checks["change-management"]["missing-slt_test"]

import data.zoneproof.checks["change-management"]["missing-slt"] as check
import data.zoneproof.lib.given_test as given

test_violated_zone if {
	found := check.map with input as given.plant([_bare("cell-a", "cell")], [])

	given.outcome(found) == {["violated", "medium"]}
	{finding.zone | some finding in found} == {"cell-a"}
}

test_violated_conduit_of_a_zone_without if {
	conduit := given.map_conduit("C-08", ["scada", "cell-a"], {"has_sl_target": false})
	zones := [given.map_zone("scada", "operations", {}), _bare("cell-a", "cell")]
	found := check.map with input as given.plant(zones, [conduit])

	{finding.conduit | some finding in found} == {"C-08"}
}

test_clean_conduit_between_zones_with_targets if {
	conduit := given.map_conduit("C-08", ["scada", "cell-a"], {"has_sl_target": false})
	zones := [given.map_zone("scada", "operations", {}), given.map_zone("cell-a", "cell", {})]
	found := check.map with input as given.plant(zones, [conduit])

	found == set()
}

test_clean_internet_has_none_by_nature if {
	found := check.map with input as given.plant([_bare("internet", "internet")], [])

	found == set()
}

test_violated_zone_that_leaves_elements_out if {
	part := object.union(given.sl(2), {"RDF": 0})
	zone := given.map_zone("cell-a", "cell", {"sl_target": part, "sl_undeclared": ["UC", "RA"]})
	found := check.map with input as given.plant([zone], [])

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"the security level target of the zone cell-a leaves out UC, RA"}
	every finding in found {
		not finding.sl_target # RDF 0 would make it advice
	}
}

test_violated_conduit_that_leaves_elements_out if {
	conduit := given.map_conduit("C-08", ["scada", "cell-a"], {"sl_undeclared": ["IAC"]})
	zones := [given.map_zone("scada", "operations", {}), given.map_zone("cell-a", "cell", {})]
	found := check.map with input as given.plant(zones, [conduit])

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"the security level target of the conduit C-08 leaves out IAC"}
	{finding.conduit | some finding in found} == {"C-08"}
}

_bare(id, kind) := given.map_zone(id, kind, {"has_sl_target": false})
