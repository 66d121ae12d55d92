package zoneproof.checks["network-segmentation"]["wireless-in-control-zone_test"]

import data.zoneproof.checks["network-segmentation"]["wireless-in-control-zone"] as check
import data.zoneproof.lib.given_test as given

# W21: wireless terminals may reach controllers.
test_violated_reaches_a_cell if {
	found := check.pair with input as given.pair("wireless", "cell", [given.undeclared(given.rule({}), true)])

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_only_a_doubt_lets_it_pass if {
	found := check.pair with input as given.pair("wireless", "cell", [given.undeclared(given.rule({}), false)])

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_declared if {
	found := check.pair with input as given.pair("wireless", "operations", [given.declared(given.rule({}), [given.https])])

	found == set()
}

test_violated_stations_in_the_cell if {
	found := check.device with input as _device(given.zone("cell-a", "cell"))

	given.outcome(found) == {["violated", "high"]}
}

test_clean_stations_in_their_own_zone if {
	found := check.device with input as _device(given.zone("wifi", "wireless"))

	found == set()
}

_device(zone) := given.surface({"wireless": [{
	"name": "AGV",
	"security": "enterprise",
	"zones": [zone],
	"location": given.location(40),
}]})

test_not_assessed_what_it_offers_is_not_read if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "what the device offers on the network is not read from exports of its vendor"}}
}
