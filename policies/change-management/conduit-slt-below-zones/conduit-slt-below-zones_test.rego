package zoneproof.checks["change-management"]["conduit-slt-below-zones_test"]

import data.zoneproof.checks["change-management"]["conduit-slt-below-zones"] as check
import data.zoneproof.lib.given_test as given

test_violated_below if {
	found := check.map with input as given.plant(_zones, [_conduit(1)])

	given.outcome(found) == {["violated", "low"]}
	{finding.message | some finding in found} == {"the conduit C-08 has RDF 1 and joins scada with RDF 2, cell-a with RDF 2"}
}

# A conduit of SL-T 0 would make the finding about itself advice.
test_violated_counts_by_its_highest_zone if {
	cell := given.map_zone("cell-a", "cell", {"sl_target": given.sl(3)})
	found := check.map with input as given.plant([_zones[0], cell], [_conduit(0)])

	{finding.sl_target | some finding in found} == {given.sl(3)}
}

test_clean_where_nobody_declared_the_level if {
	left_out := {"sl_undeclared": ["RDF"]}
	low := check.map with input as given.plant(_zones, [object.union(_conduit(1), left_out)])
	high := check.map with input as given.plant([object.union(zone, left_out) | some zone in _zones], [_conduit(1)])

	low | high == set()
}

test_clean_as_high if {
	found := check.map with input as given.plant(_zones, [_conduit(2)])

	found == set()
}

# Then the zones count.
test_clean_without_a_target if {
	found := check.map with input as given.plant(_zones, [object.union(_conduit(0), {"has_sl_target": false})])

	found == set()
}

_zones := [given.map_zone("scada", "operations", {}), given.map_zone("cell-a", "cell", {})]

_conduit(level) := given.map_conduit("C-08", ["scada", "cell-a"], {"sl_target": given.sl(level)})
