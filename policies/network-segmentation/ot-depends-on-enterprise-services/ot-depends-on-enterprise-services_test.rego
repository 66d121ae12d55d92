package zoneproof.checks["network-segmentation"]["ot-depends-on-enterprise-services_test"]

import data.zoneproof.checks["network-segmentation"]["ot-depends-on-enterprise-services"] as check
import data.zoneproof.lib.given_test as given

test_violated_time_from_the_office if {
	found := check.map with input as _plant([given.map_flow("F-1", _scada, given.end("adc01", "office"), ["ntp"])])

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"scada gets its time from the office or the internet alone"}
}

test_clean_from_the_dmz if {
	found := check.map with input as _plant([given.map_flow("F-1", _scada, given.end("ntp-dmz", "dmz"), ["ntp"])])

	found == set()
}

test_clean_from_both if {
	found := check.map with input as _plant([
		given.map_flow("F-1", _scada, given.end("adc01", "office"), ["ntp"]),
		given.map_flow("F-2", _scada, given.end("ntp-dmz", "dmz"), ["ntp"]),
	])

	found == set()
}

test_clean_port_that_others_share if {
	flow := given.map_flow("F-1", _scada, given.end("adc01", "office"), ["dot-doh", "https"])
	found := check.map with input as _plant([flow])

	found == set()
}

test_violated_device_asks_the_office if {
	helper := {"kind": "accounts", "server": "10.10.10.10", "zone": given.zone("office", "enterprise"), "location": given.location(5)}
	found := check.device with input as given.surface({"helpers": [helper]})

	{finding.message | some finding in found} == {"core-1 gets its accounts of administrators from the office or the internet alone"}
}

test_clean_device_asks_the_plant_too if {
	office := {"kind": "names", "server": "10.10.10.10", "zone": given.zone("office", "enterprise"), "location": given.location(5)}
	plant := {"kind": "names", "server": "10.20.30.40", "zone": given.zone("scada", "operations"), "location": given.location(6)}
	found := check.device with input as given.surface({"helpers": [office, plant]})

	found == set()
}

_scada := {"text": "scada", "kind": "zone", "zone": "scada"}

_plant(flows) := given.plant(
	[
		given.map_zone("office", "enterprise", {}),
		given.map_zone("dmz", "dmz", {}),
		given.map_zone("scada", "operations", {}),
	],
	[given.map_conduit("C-03", ["office", "dmz", "scada"], {"flows": flows})],
)

test_not_assessed_what_it_asks_is_not_read if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "what the device offers on the network is not read from exports of its vendor"}}
}
