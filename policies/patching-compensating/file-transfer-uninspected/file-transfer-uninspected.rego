# METADATA
# title: Files come in that nobody looks into
# description: |
#   A service that brings files goes between the office, the internet or remote access and the control system, and no
#   antivirus profile is bound to its rule. From and to the DMZ it is left out: a server there hands files over.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { SI: 2 }
#   requirements: [SR 3.2 RE 1]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Hand files over by a server in the DMZ that looks for malware, or bind an antivirus profile to the rule.
package zoneproof.checks["patching-compensating"]["file-transfer-uninspected"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.inspection
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text
import data.zoneproof.lib.zones

pair contains finding if {
	_outside
	some i in carriers.specific
	carrier := input.carriers[i]
	not _inspects(carrier.rule)
	ids := protocols.among(carrier.permits, _services)
	count(ids) > 0
	found := carriers.finding_of_rule(i, "permits", concat(" ", ["with files nobody looks into:", text.few(ids)]))
	finding := object.union(found, {"severity": "high"})
}

pair contains inspection.not_told(carrier.rule) if {
	_outside
	some i in carriers.specific
	carrier := input.carriers[i]
	inspection.elsewhere(carrier.rule)
	count(protocols.among(carrier.permits, _services)) > 0
}

_outside if {
	zones.iacs[input.from.kind]
	_sources[input.to.kind]
}

_outside if {
	zones.iacs[input.to.kind]
	_sources[input.from.kind]
}

_sources := {"internet", "enterprise", "remote-access", "vendor"}

# From the internet every page is a file.
_services := {"ftp", "tftp", "smb", "nfs", "rsync", "http", "https"} if {
	"internet" in {input.from.kind, input.to.kind}
} else := {"ftp", "tftp", "smb", "nfs", "rsync"}

_inspects(rule) if inspection.elsewhere(rule)

_inspects(rule) if {
	some profile in rule.profiles
	some word in ["av-profile ", "profile-group "]
	startswith(profile, word)
}
