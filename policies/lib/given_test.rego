# What the tests of the checks are given: facts of the plant, each field overridable.
package zoneproof.lib.given_test

import data.zoneproof.lib.services

sl(level) := {element: level | some element in ["IAC", "UC", "SI", "DC", "RDF", "TRE", "RA"]}

zone(id, kind) := {
	"id": id,
	"name": id,
	"kind": kind,
	"sl_target": sl(2),
	"has_sl_target": true,
	"jump_hosts": [],
}

rule(over) := object.union(
	{
		"device": "fw-edge",
		"action": "permit",
		"enabled": true,
		"implicit": false,
		"logged": true,
		"profiles": [],
		"any_source": false,
		"any_destination": false,
		"any_service": false,
		"full_tcp_or_udp": false,
		"open_ports": false,
		"wide_ports": false,
		"source_bits": 0,
		"destination_bits": 0,
		"temporary": false,
		"certain": true,
	},
	over,
)

any_any := rule({"any_source": true, "any_destination": true, "any_service": true, "full_tcp_or_udp": true})

no_filter := object.union(any_any, {"implicit": true})

location(line) := {"file": "fw-edge.conf", "line": line, "column": 5, "end_line": line + 8, "end_column": 9}

# A set of packets of which some certainly pass, or none. The key of its services tells their protocols: `pair` reads it.
set(certain, protocols) := {"certain": certain, "services": json.marshal(object.union_n(protocols))}

modbus := {"modbus-tcp": "tcp/502"}

https := {"https": "tcp/443"}

rdp := {"rdp": "tcp/3389"}

# A rule that carries undeclared packets.
undeclared(by, certain) := undeclared_with(by, certain, [])

undeclared_with(by, certain, protocols) := {
	"rule": by,
	"covers_from_zone": false,
	"covers_to_zone": false,
	"past_jump_hosts": false,
	"permits": set(certain, protocols),
	"excess": set(certain, protocols),
}

# A rule that carries nothing but declared packets.
declared(by, protocols) := object.remove(undeclared_with(by, true, protocols), ["excess"])

conduit := {"id": "C-03", "between": ["from", "to"], "sl_target": sl(2), "has_sl_target": true}

# The pair of a zone of kind `from` and one of kind `to`, with these carriers; SL-T 2, no conduit.
pair(from, to, carriers) := {
	"from": zone(concat("-", ["a", from]), from),
	"to": zone(concat("-", ["b", to]), to),
	"sl_target": sl(2),
	"verdict": "violated",
	"reasons": [],
	"attached": true,
	"devices": ["fw-edge"],
	"carriers": carriers,
	"stopped": [],
	"services": _services([carrier.permits.services | some carrier in carriers]),
	"paths": [],
	"flows": [],
	"denied_by": [],
}

_services(keys) := {key: object.union({"protocols": candidates}, services.of(candidates)) |
	some key in keys
	candidates := json.unmarshal(key)
}

# A declared flow of these protocols.
flow(id, state, protocols) := {
	"id": id,
	"conduit": "C-03",
	"service": "a-service",
	"services": json.marshal(object.union_n(protocols)),
	"sources": ["a-host"],
	"past_jump_hosts": [],
	"state": state,
	"blocked_by": [],
	"location": location(70),
}

# The pair with these declared flows in its conduit.
flowing(facts, flows) := object.union(joined(facts), {
	"flows": flows,
	"services": object.union(facts.services, _services([one.services | some one in flows])),
})

# A pair whose zones have these targets.
targets(facts, from, to) := object.union(facts, {
	"from": object.union(facts.from, {"sl_target": sl(from)}),
	"to": object.union(facts.to, {"sl_target": sl(to)}),
})

# A map of these zones and conduits.
plant(zones, conduits) := {
	"zones": zones,
	"conduits": conduits,
	"exceptions": [],
	"attestations": [],
	"passes": [],
	"chains": [],
	"as_of": "2027-01-31",
}

map_zone(id, kind, over) := object.union(
	object.union(zone(id, kind), {
		"networks": ["10.20.30.0/24"],
		"owner": "OT",
		"review": "2027-06-30",
		"backup_to": [],
		"unpatchable": [],
		"interfaces": [{"device": "core-1", "interface": "Vlan30"}],
		"location": location(80),
	}),
	over,
)

map_conduit(id, between, over) := object.union(
	{
		"id": id,
		"between": between,
		"sl_target": sl(2),
		"has_sl_target": true,
		"owner": "OT",
		"review": "2027-06-30",
		"flows": [],
		"location": location(85),
	},
	over,
)

map_flow(id, from, to, protocols) := {
	"id": id,
	"service": "a-service",
	"protocols": [{"id": protocol, "port": "tcp/1"} | some protocol in protocols],
	"from": [from],
	"to": [to],
	"location": location(88),
}

end(text, of) := {"text": text, "kind": "addresses", "zone": of}

joined(facts) := object.union(facts, {"conduit": conduit})

# A pair of operations and a cell whose conduit demands this of its rules.
demanding(demands, carriers) := object.union(joined(pair("operations", "cell", carriers)), {"conduit": {"demands": object.union(
	demands,
	{"location": location(86)},
)}})

# A rule that carries declared packets, with what demands ask of it.
asked(by, over) := object.union(declared(by, [https]), {"asked": object.union({"has_comment": true}, over)})

proved(facts) := object.union(facts, {"verdict": "proved"})

at_sl(facts, level) := object.union(facts, {"sl_target": sl(level)})

device(over) := object.union(
	{
		"id": "core-1",
		"vendor": "cisco",
		"platform": "ios",
		"has_map": true,
		"as_of": "2027-01-31",
		"record": {"has_firmware_list": false},
		"vlans": [],
		"log_targets": [],
		"pools": [],
		"sl_target": sl(2),
		"zones": [zone("cell-a", "cell"), zone("scada", "operations")],
		"interfaces": [],
		"tables": [],
		"permits": [],
		"ipv6_rules": 0,
		"dead_rules": [],
		"undecided_rules": [],
		"empty_rules": [],
		"redundant_rules": [],
		"contradictions": [],
		"idle_objects": [],
		"management": [{
			"service": "ssh",
			"enabled": true,
			"interfaces": [],
			"limited": false,
			"reached_from": [],
			"locations": [location(300)],
		}],
		"unparsed": [],
		"unmapped": [],
		"doubts": [],
	},
	over,
)

# A device of which is told how it is run, as far as `over` says.
posture(over) := device({"posture": object.union(
	{
		"whole": true,
		"logging": {"servers": []},
		"administration": {"accounts": [], "stored_passwords": [], "profiles": [], "password_policy": {}},
		"snmp": {"communities": [], "users": []},
		"clock": {"servers": []},
		"tunnels": [],
		"portals": [],
		"users": [],
		"user_groups": [],
		"inspection": {"fails_open": {}},
		"flood_limits": [],
		"cluster": {"management_interfaces": []},
		"upkeep": {"automations": []},
	},
	over,
)})

# A device of which is told what it offers on the network.
surface(over) := device({"surface": object.union(
	{
		"services": [],
		"plain_tunnels": [],
		"wireless": [],
		"mirrors": [],
		"helpers": [],
	},
	over,
)})

port(id, over) := object.union(
	{
		"id": id,
		"kind": "switched",
		"svi": false,
		"enabled": true,
		"networks": [],
		"zones": [],
		"filters_in": [],
		"filters_out": [],
		"ipv6": false,
		"filters_ipv6": false,
		"filters_ipv4": false,
		"relays": [],
		"locations": [location(20)],
	},
	over,
)

table(over) := object.union(
	{
		"name": "firewall policy",
		"kind": "policy",
		"bound": true,
		"rules": 9,
		"permits": 9,
		"uncommented": 0,
		"disabled": 0,
		"locations": [location(10)],
	},
	over,
)

# The same, with a statement in a section of this name that was not understood.
posture_unread(over, section) := object.union(posture(over), {"unparsed": [unread(section)]})

account(name) := {
	"name": name,
	"remote": false,
	"wildcard": false,
	"second_factor": "none",
	"limited": true,
	"password": "hashed",
	"nameless": false,
	"location": location(12),
}

log_server := {
	"kind": "syslog",
	"server": "10.10.9.6",
	"port": 514,
	"transport": "udp",
	"encrypted": false,
	"location": location(30),
}

tunnel(name) := {
	"name": name,
	"ike_version": 1,
	"aggressive": false,
	"dial_up": false,
	"authentication": "pre-shared-key",
	"secret": "reversible",
	"split_tunnel": false,
	"selectors": [],
	"location": location(40),
}

portal := {
	"enabled": true,
	"port": 10443,
	"interfaces": ["wan1"],
	"limited": false,
	"client_certificate": false,
	"idle_seconds": 300,
	"session_seconds": 28800,
	"login_attempts": 2,
	"rules": [],
	"profiles": [],
	"location": location(50),
}

portal_profile := {
	"name": "full-access",
	"tunnel": true,
	"web": true,
	"split_tunnel": false,
	"one_login": true,
	"pools": [],
	"location": location(60),
}

without_map(facts) := object.union(facts, {"has_map": false, "zones": [], "sl_target": sl(0)})

unread(section) := {
	"statement": "ip frobnicate",
	"section": section,
	"filtering": true,
	"location": location(90),
}

# Verdict and severity of each finding.
outcome(found) := {[finding.verdict, finding.severity] | some finding in found}
