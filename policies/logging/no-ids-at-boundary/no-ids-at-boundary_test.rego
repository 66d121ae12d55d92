package zoneproof.checks.logging["no-ids-at-boundary_test"]

import data.zoneproof.checks.logging["no-ids-at-boundary"] as check
import data.zoneproof.lib.given_test as given

test_violated_nobody_looks if {
	found := check.device with input as _device([], [])

	given.outcome(found) == {["violated", "medium"]}
}

test_clean_inspected if {
	found := check.device with input as _device(["ips-sensor default"], [])

	found == set()
}

test_clean_copied if {
	found := check.device with input as _device([], [{"name": "1", "location": given.location(8)}])

	found == set()
}

test_clean_inside_the_plant if {
	found := check.device with input as object.union(_device([], []), {"zones": [given.zone("cell-a", "cell"), given.zone("scada", "operations")]})

	found == set()
}

test_not_assessed_where_it_is_not_read if {
	found := check.device with input as object.remove(_device([], []), ["surface"])

	found == {{"not_assessed": "what the device offers on the network is not read from exports of its vendor"}}
}

_device(profiles, mirrors) := object.union(given.surface({"mirrors": mirrors}), {
	"permits": [given.rule({"profiles": profiles})],
	"zones": [given.zone("office", "enterprise"), given.zone("scada", "operations")],
})

test_unproved_something_was_not_understood if {
	found := check.device with input as object.union(_device([], []), {"unparsed": [given.unread("config firewall policy")]})

	given.outcome(found) == {["unproved", "medium"]}
	every finding in found {
		endswith(finding.message, ", unless something that was not understood says otherwise")
	}
}
