# METADATA
# title: Firmware that should not run any more
# description: |
#   The version in the export is on the list of the map: out of support, or with known holes. The list is the plant's
#   own; without one nothing is said.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { SI: 1, RA: 1 }
#   requirements: [SR 3.2, SR 7.7]
#   verdict_kind: indicates
#   owner: IT
#   phase: 2
#   action: Update the device in the next maintenance window, or record what protects it until then.
package zoneproof.checks["patching-compensating"]["old-firmware"]

import data.zoneproof.lib.verdict

device contains finding if {
	because := input.record.outdated_because
	finding := {
		"verdict": verdict.of_presence,
		"severity": "medium",
		"message": concat(" ", [input.id, "runs", input.platform, concat("", [input.version, ":"]), because]),
		"subject": ["version"],
		"evidence": [["record"]],
	}
}

device contains {"not_assessed": "the map has no list of firmware for its platform (firmware:)"} if {
	not input.record.has_firmware_list
}

device contains {"not_assessed": "the export does not tell its version"} if {
	input.record.has_firmware_list
	not input.version
}
