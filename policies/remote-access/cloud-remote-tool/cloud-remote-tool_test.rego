package zoneproof.checks["remote-access"]["cloud-remote-tool_test"]

import data.zoneproof.checks["remote-access"]["cloud-remote-tool"] as check
import data.zoneproof.lib.given_test as given

test_violated_by_port if {
	found := check.pair with input as _pair({}, [{"teamviewer": "tcp/5938"}])

	given.outcome(found) == {["violated", "critical"]}
}

test_violated_by_name if {
	found := check.pair with input as _pair({"remote_tools": ["*.teamviewer.com"]}, [given.https])

	given.outcome(found) == {["violated", "critical"]}
}

test_unproved_it_may_not_pass if {
	found := check.pair with input as given.pair("cell", "internet", [given.undeclared_with(given.rule({}), false, [{"teamviewer": "tcp/5938"}])])

	given.outcome(found) == {["unproved", "critical"]}
}

test_clean_web_alone if {
	found := check.pair with input as _pair({}, [given.https])

	found == set()
}

test_clean_all_ports_belong_to_any_service_rule if {
	found := check.pair with input as _pair({"full_tcp_or_udp": true}, [{"teamviewer": "tcp/5938"}])

	found == set()
}

test_clean_inside_the_plant if {
	carrier := given.undeclared_with(given.rule({}), true, [{"anydesk": "tcp/7070"}])
	found := check.pair with input as given.pair("cell", "operations", [carrier])

	found == set()
}

_pair(rule, ids) := given.pair("cell", "internet", [given.undeclared_with(given.rule(rule), true, ids)])
