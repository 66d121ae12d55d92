package zoneproof.checks["change-management"]["analysis-stale_test"]

import data.zoneproof.checks["change-management"]["analysis-stale"] as check
import data.zoneproof.lib.given_test as given

test_violated_zone_overdue if {
	zone := given.map_zone("sis", "safety", {"review": "2026-12-31"})
	found := check.map with input as given.plant([zone], [])

	given.outcome(found) == {["violated", "low"]}
	{finding.message | some finding in found} == {"the review of sis was due on 2026-12-31"}
}

test_violated_conduit_overdue if {
	conduit := given.map_conduit("C-08", ["scada", "cell-a"], {"review": "2026-06-30"})
	found := check.map with input as given.plant([], [conduit])

	{finding.conduit | some finding in found} == {"C-08"}
}

test_clean_due_today if {
	zone := given.map_zone("sis", "safety", {"review": "2027-01-31"})
	found := check.map with input as given.plant([zone], [])

	found == set()
}

test_violated_old_export if {
	found := check.device with input as _exported("2026-01-30")

	given.outcome(found) == {["violated", "low"]}
}

test_clean_export_of_a_year_ago if {
	found := check.device with input as _exported("2026-01-31")

	found == set()
}

test_not_assessed_without_a_day if {
	reasons := {{"not_assessed": "no day was given to judge dates for (--as-of)"}}
	bare := object.remove(given.plant([], []), ["as_of"])
	of_map := check.map with input as bare
	of_map == reasons
	of_device := check.device with input as object.remove(_exported("2020-01-01"), ["as_of"])
	of_device == reasons
}

test_not_assessed_without_an_export_day if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "the map does not say when the configuration was exported (exported:)"}}
}

_exported(day) := given.device({"record": {"has_firmware_list": false, "exported": day}})
