# METADATA
# title: Remote access tool of a cloud
# description: |
#   A rule lets hosts of the control system reach the brokers of a remote access tool (TeamViewer, AnyDesk, router
#   clouds): by port, or by address objects that are named after one. Through it strangers sit at the console, and no
#   firewall rule shows who.
# schemas:
#   - input: schema.pair
# custom:
#   severity: critical
#   sl_target: { IAC: 1, RDF: 1 }
#   requirements: [SR 1.13, SR 5.2]
#   verdict_kind: indicates
#   owner: OT
#   phase: 1
#   action: Remove the rule and the tool; let vendors in by the VPN and the jump host.
package zoneproof.checks["remote-access"]["cloud-remote-tool"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text
import data.zoneproof.lib.zones

pair contains finding if {
	zones.iacs[input.from.kind]
	zones.outside[input.to.kind]
	some i in carriers.named
	tools := _tools(input.carriers[i])
	count(tools) > 0
	found := carriers.finding(i, "permits", concat(" ", ["as remote access tools do:", text.few(tools)]))
	finding := object.union(found, {"severity": "critical"})
}

_tools(carrier) := carrier.rule.remote_tools if {
	carrier.rule.remote_tools
} else := protocols.among(carrier.permits, {"teamviewer", "anydesk"}) if {
	not carrier.rule.full_tcp_or_udp
	not carrier.rule.wide_ports
}
