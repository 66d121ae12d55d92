package zoneproof.main_test

import data.zoneproof.lib.given_test as given
import data.zoneproof.main

test_open_at_its_sl if {
	_states(given.at_sl(_pair, 2), "undeclared-conduit") == {["violated", "open", "high"]}
	_states(given.at_sl(_pair, 1), "undeclared-conduit") == {["violated", "open", "high"]}
}

test_advice_below_its_sl if {
	_states(given.at_sl(_pair, 0), "undeclared-conduit") == {["violated", "advice", "info"]}
	_states(given.at_sl(_pair, 1), "any-source-into-ot") == {["violated", "advice", "info"]}
}

# The element of the requirement counts, not the highest of the target.
test_advice_when_another_element_is_high if {
	target := object.union(given.sl(4), {"RDF": 1, "UC": 1})
	_states(object.union(_pair, {"sl_target": target}), "any-source-into-ot") == {["violated", "advice", "info"]}
}

test_open_when_one_of_its_elements_is_reached if {
	target := object.union(given.sl(0), {"UC": 2})
	_states(object.union(_pair, {"sl_target": target}), "any-source-into-ot") == {["violated", "open", "high"]}
}

test_indicates_is_indicated if {
	found := main.device with input as given.device({"unparsed": [given.unread("interface")]})

	{finding.verdict | some finding in found; finding.check == "unparsed-statements"} == {"indicated"}
}

test_open_without_map if {
	found := main.device with input as given.without_map(given.device({"permits": [given.any_any]}))

	{[finding.check, finding.status, finding.severity] | some finding in found} == {["any-any-rule", "open", "high"]}
}

test_open_where_no_zone_of_the_map_is_found if {
	lost := given.device({"permits": [given.any_any], "zones": [], "sl_target": given.sl(0)})
	found := main.device with input as lost

	{[finding.check, finding.status] | some finding in found} == {["any-any-rule", "open"]}
}

test_open_where_the_map_gives_no_target if {
	bare := {"sl_target": given.sl(0), "from": _without_target(_pair.from), "to": _without_target(_pair.to)}
	_states(object.union(_pair, bare), "undeclared-conduit") == {["violated", "open", "high"]}
}

test_open_where_a_target_leaves_out_what_the_check_counts_by if {
	part := object.union(given.at_sl(_pair, 0), {"sl_undeclared": ["RDF"]})
	_states(part, "undeclared-conduit") == {["violated", "open", "high"]}
}

test_advice_where_a_target_leaves_out_something_else if {
	part := object.union(given.at_sl(_pair, 0), {"sl_undeclared": ["RA"]})
	_states(part, "undeclared-conduit") == {["violated", "advice", "info"]}
}

test_open_where_a_conduit_and_a_zone_of_it_leave_the_element_out if {
	part := {"sl_target": given.sl(0), "sl_undeclared": ["RA"]}
	zones := [given.map_zone("scada", "operations", part), given.map_zone("cell-a", "cell", {})]
	{_state_of_ownerless(zones, part), _state_of_ownerless(zones, {"has_sl_target": false})} == {"open"}
}

test_advice_where_the_zones_declare_what_a_conduit_leaves_out if {
	low := {"sl_target": given.sl(0)}
	zones := [given.map_zone("scada", "operations", low), given.map_zone("cell-a", "cell", low)]
	_state_of_ownerless(zones, {"sl_undeclared": ["RA"]}) == "advice"
}

_state_of_ownerless(zones, over) := state if {
	conduit := object.remove(given.map_conduit("C-08", ["scada", "cell-a"], over), ["owner"])
	found := main.map with input as given.plant(zones, [conduit])
	some finding in found
	finding.check == "conduit-without-owner"
	state := finding.status
}

test_advice_where_one_zone_has_the_lowest_target if {
	bare := {"sl_target": given.sl(0), "from": _without_target(_pair.from)}
	_states(object.union(_pair, bare), "undeclared-conduit") == {["violated", "advice", "info"]}
}

test_advice_between_zones_that_have_no_target_by_nature if {
	outside := given.at_sl(given.pair("internet", "unmapped", _pair.carriers), 0)
	bare := {"from": _without_target(outside.from), "to": _without_target(outside.to)}
	_states(object.union(outside, bare), "undeclared-conduit") == {["violated", "advice", "info"]}
}

test_open_on_a_device_whose_zones_have_no_target if {
	telnet := {"service": "telnet", "enabled": true, "interfaces": [], "locations": [given.location(1)]}
	bare := given.device({
		"management": [telnet],
		"zones": [_without_target(given.zone("scada", "operations"))],
		"sl_target": given.sl(0),
	})
	found := main.device with input as bare

	{[finding.check, finding.status] | some finding in found} == {["admin-telnet-http", "open"]}
}

test_open_for_a_check_the_catalogue_does_not_know if {
	found := main.pair with input as given.at_sl(_pair, 0) with data.catalogue as {}

	{finding.status | some finding in found} == {"open"}
}

test_not_assessed_is_passed_on if {
	found := main.device with input as given.device({"management": []})

	{"check": "admin-telnet-http", "not_assessed": "nothing in the export tells how it is administered"} in found
}

test_what_is_no_finding_is_not_lost if {
	_said_by("mine", "a text") == {{"check": "mine", "no_finding": "a text"}}
	_said_by("mine", {"message": "no verdict"}) == {{"check": "mine", "no_finding": {"message": "no verdict"}}}
}

_said_by(check, said) := found if {
	found := main.device with data.zoneproof.checks as {"area": {check: {"device": {said}}}}
		with input as {"has_map": true, "zones": []}
}

_pair := given.pair("enterprise", "operations", [given.undeclared(given.rule({"any_source": true}), true)])

_states(pair, check) := states if {
	found := main.pair with input as pair
	states := {[finding.verdict, finding.status, finding.severity] | some finding in found; finding.check == check}
}

_without_target(zone) := object.union(zone, {"has_sl_target": false, "sl_target": given.sl(0)})

test_services_a_port_that_others_share_tells_nothing_of_a_controller if {
	said := main.services with input as {"protocols": {"modbus-tcp": "tcp/502", "rdp": "tcp/3389", "omron-fins": "tcp/443", "https": "tcp/443"}}

	said.process == ["modbus-tcp"]
	said.remote_desktop == ["rdp"]
}

test_services_programming_alone_and_beside_control if {
	_said({"tristation": "udp/1502"}).safety_engineering == ["tristation"]
	_said({"tristation": "udp/1502"}).engineering == []
	_said({"codesys-v2": "tcp/2455"}).engineering == ["codesys-v2"]
	_said({"codesys-v2": "tcp/2455", "modbus-tcp": "tcp/2455"}).engineering == []
}

test_services_that_protect_nothing if {
	_said({"telnet": "tcp/23", "icmp": "ip/1", "ntp": "udp/123"}).clear_text == ["telnet"]
	_said({"telnet": "tcp/23", "ssh": "tcp/23"}).clear_text == []
}

test_services_none_of_nothing if {
	every ids in _said({}) {
		ids == []
	}
}

_said(candidates) := said if {
	said := main.services with input as {"protocols": candidates}
}
