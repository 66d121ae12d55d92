package zoneproof.checks["remote-access"]["vpn-pool-inside-ot_test"]

import data.zoneproof.checks["remote-access"]["vpn-pool-inside-ot"] as check
import data.zoneproof.lib.given_test as given

test_violated_in_operations if {
	found := check.device with input as _device(given.zone("scada", "operations"))

	given.outcome(found) == {["violated", "high"]}
	{finding.message | some finding in found} == {"core-1 gives clients of staff addresses of scada"}
}

test_clean_zone_of_its_own if {
	found := check.device with input as _device(given.zone("remote", "remote-access"))

	found == set()
}

_device(zone) := object.union(given.posture({}), {"pools": [{
	"of": "staff",
	"addresses": "10.20.30.100-10.20.30.120",
	"zones": [zone],
	"location": given.location(50),
}]})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}

test_not_assessed_export_does_not_tell if {
	facts := object.remove(given.posture({}).posture, {"portals", "tunnels"})
	found := check.device with input as given.device({"posture": facts})

	found == {{"not_assessed": "the export does not tell of portals for people from outside and tunnels"}}
}
