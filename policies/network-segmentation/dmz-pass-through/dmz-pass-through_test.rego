package zoneproof.checks["network-segmentation"]["dmz-pass-through_test"]

import data.zoneproof.checks["network-segmentation"]["dmz-pass-through"] as check
import data.zoneproof.lib.given_test as given

test_violated_chained if {
	found := check.map with input as _plant([_step("office", "dmz", "erp01", "hist-dmz"), _step("dmz", "scada", "hist-dmz", "hist01")], [])

	given.outcome(found) == {["violated", "high"]}
	{finding.message | some finding in found} == {"office reaches hist-dmz in dmz and that one scada by the same service, tcp/5450"}
}

test_violated_first_half_declared if {
	flow := object.union(
		given.map_flow("F-012", given.end("erp01", "office"), given.end("hist-dmz", "dmz"), []),
		{"protocols": [{"id": "pi-data-archive", "port": "tcp/5450"}]},
	)
	found := check.map with input as _plant([_step("dmz", "scada", "hist-dmz", "hist01")], [flow])

	count(found) == 1
}

test_unproved_half_of_it_is_not_sure if {
	sure := [_step("office", "dmz", "erp01", "hist-dmz"), _step("dmz", "scada", "hist-dmz", "hist01")]
	unsure := [object.union(step, {"certain": false}) | some step in sure]
	every passes in [[sure[0], unsure[1]], [unsure[0], sure[1]], unsure] {
		found := check.map with input as _plant(passes, [])

		given.outcome(found) == {["unproved", "high"]}
		{finding.message | some finding in found} == {"office may reach hist-dmz in dmz and that one scada by the same service, tcp/5450"}
	}
}

# A zone without a target would make it advice.
test_violated_whatever_the_target_of_the_last_zone_lacks if {
	plant := _plant([_step("office", "dmz", "erp01", "hist-dmz"), _step("dmz", "scada", "hist-dmz", "hist01")], [])
	bare := [object.union(zone, {"has_sl_target": false}) | some zone in plant.zones]
	found := check.map with input as object.union(plant, {"zones": bare})

	[true | some finding in found; not finding.sl_target] == [true]
}

test_clean_another_host if {
	found := check.map with input as _plant([_step("office", "dmz", "erp01", "file-dmz"), _step("dmz", "scada", "hist-dmz", "hist01")], [])

	found == set()
}

test_clean_operations_starts if {
	found := check.map with input as _plant([_step("office", "dmz", "erp01", "hist-dmz"), _step("scada", "dmz", "hist01", "hist-dmz")], [])

	found == set()
}

_step(from, to, source, destination) := {
	"from": from,
	"to": to,
	"certain": true,
	"boxes": [{"sources": [source], "destinations": [destination], "services": ["tcp/5450"]}],
}

_plant(passes, flows) := object.union(
	given.plant(
		[
			given.map_zone("office", "enterprise", {}),
			given.map_zone("dmz", "dmz", {}),
			given.map_zone("scada", "operations", {}),
		],
		[given.map_conduit("C-01", ["office", "dmz"], {"flows": flows})],
	),
	{"passes": passes},
)
