package zoneproof.checks["network-segmentation"]["dmz-pass-through_test"]

import data.zoneproof.checks["network-segmentation"]["dmz-pass-through"] as check
import data.zoneproof.lib.given_test as given

test_violated_chained if {
	found := check.map with input as _plant({})

	given.outcome(found) == {["violated", "high"]}
	{finding.message | some finding in found} == {"office reaches hist-dmz in dmz and that one scada by the same service, tcp/5450"}
}

test_unproved_not_sure if {
	found := check.map with input as _plant({"certain": false})

	given.outcome(found) == {["unproved", "high"]}
	{finding.message | some finding in found} == {"office may reach hist-dmz in dmz and that one scada by the same service, tcp/5450"}
}

# A zone without a target would make it advice.
test_violated_whatever_the_target_of_the_last_zone_lacks if {
	plant := _plant({})
	bare := [object.union(zone, {"has_sl_target": false}) | some zone in plant.zones]
	found := check.map with input as object.union(plant, {"zones": bare})

	[true | some finding in found; not finding.sl_target] == [true]
}

test_clean_no_chain if {
	found := check.map with input as object.union(_plant({}), {"chains": []})

	found == set()
}

test_clean_not_into_the_control_system if {
	found := check.map with input as _plant({"to": "office"})

	found == set()
}

_plant(state) := object.union(
	given.plant(
		[
			given.map_zone("office", "enterprise", {}),
			given.map_zone("dmz", "dmz", {}),
			given.map_zone("scada", "operations", {}),
		],
		[given.map_conduit("C-01", ["office", "dmz"], {"flows": []})],
	),
	{"passes": [], "chains": [object.union(
		{
			"from": "office",
			"via": "dmz",
			"to": "scada",
			"certain": true,
			"hosts": ["hist-dmz"],
			"services": ["tcp/5450"],
			"steps": [{"flow": "F-012", "location": given.location(4)}],
		},
		state,
	)]},
)
