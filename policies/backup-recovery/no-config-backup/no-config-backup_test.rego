package zoneproof.checks["backup-recovery"]["no-config-backup_test"]

import data.zoneproof.checks["backup-recovery"]["no-config-backup"] as check
import data.zoneproof.lib.given_test as given

test_violated_none if {
	found := check.device with input as _device({})

	given.outcome(found) == {["violated", "medium"]}
}

test_clean_some if {
	copy := {"name": "nightly", "enabled": true, "actions": [], "backs_up": true, "location": given.location(2)}
	every state in [{"revisions": true}, {"managed_by": "fortimanager"}, {"automations": [copy]}] {
		found := check.device with input as _device(state)
		found == set()
	}
}

_device(state) := given.posture({"upkeep": object.union({"revisions": false, "managed_by": "none", "automations": []}, state)})

test_not_assessed_export_does_not_tell if {
	every told in [{}, {"revisions": false}, {"managed_by": "none"}] {
		found := check.device with input as given.posture({"upkeep": object.union({"automations": []}, told)})
		found == {{"not_assessed": "the export does not tell whether the device keeps copies of its configuration"}}
	}
}

test_clean_one_way_is_enough if {
	every told in [{"revisions": true}, {"managed_by": "fortimanager"}] {
		found := check.device with input as given.posture({"upkeep": object.union({"automations": []}, told)})
		found == set()
	}
}

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}

test_unproved_something_was_not_understood if {
	found := check.device with input as object.union(_device({}), {"unparsed": [given.unread("archive")]})

	given.outcome(found) == {["unproved", "medium"]}
	every finding in found {
		endswith(finding.message, ", unless something that was not understood says otherwise")
	}
}
