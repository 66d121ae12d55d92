# METADATA
# title: Vendor access that is always open
# description: |
#   A rule lets a vendor zone into the control system at any time: it has no schedule and no end. A supplier that was
#   broken into is then inside on a Sunday night as well. Rules alone are looked at; a tunnel that is switched on by hand
#   is not seen.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { IAC: 2 }
#   requirements: [SR 1.13 RE 1]
#   verdict_kind: indicates
#   owner: OT
#   phase: 1
#   action: Switch the rule on for the visit alone, by a schedule with an end or a day on which it expires.
package zoneproof.checks["remote-access"]["vendor-always-on"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.zones

pair contains finding if {
	input.from.kind == "vendor"
	zones.iacs[input.to.kind]
	some i in carriers.written
	rule := input.carriers[i].rule
	not rule.schedule
	not rule.expires
	found := carriers.finding(i, "permits", "at any time")
	finding := object.union(found, {"severity": "high"})
}

pair contains finding if {
	input.from.kind == "vendor"
	zones.iacs[input.to.kind]
	some i, stopped in input.stopped
	not stopped.rule.implicit
	not stopped.rule.schedule
	not stopped.rule.expires
	found := carriers.finding_stopped(i, "at any time")
	finding := object.union(found, {"severity": "medium"})
}
