# METADATA
# title: Directory services across the boundary
# description: |
#   Several services of a Windows directory are open between the office and the control system: a domain, or a trust,
#   that spans both. Who is administrator of the one is of the other.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { RDF: 3 }
#   requirements: [SR 5.1 RE 2]
#   verdict_kind: indicates
#   owner: IT+OT
#   phase: 2
#   action: Give the plant a directory of its own, without a trust to that of the office.
package zoneproof.checks.authentication["directory-trust-across"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text
import data.zoneproof.lib.zones

pair contains finding if {
	_across
	some i in carriers.specific
	ids := protocols.among(input.carriers[i].permits, _services)
	count(ids) > 1
	some id in ids
	id in _directory
	found := carriers.finding(i, "permits", concat(" ", ["as for a domain that spans both:", text.few(ids)]))
	finding := object.union(found, {"severity": "high"})
}

_across if {
	input.from.kind == "enterprise"
	zones.iacs[input.to.kind]
}

_across if {
	input.to.kind == "enterprise"
	zones.iacs[input.from.kind]
}

_directory := {"kerberos", "ldap", "ldaps", "ldap-gc"}

_services := _directory | {"msrpc", "smb"}
