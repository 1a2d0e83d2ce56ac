package souk.developer.domain_test

import data.souk.developer.domain
import data.souk.testing

config := {}

in_domain(word) := testing.input_of(object.union(testing.app, {"domain": word}))

cases["passes with a domain of the list"] := {"input": in_domain("finance"), "expect": set()}

cases["fails with another one"] := {
	"input": in_domain("finances"),
	"expect": {{"path": "/domain", "params": {"word": "finances"}}},
}

cases["an entry without a domain passes"] := {
	"input": testing.input_of(object.remove(testing.app, ["domain"])),
	"expect": set(),
}

cases["any domain passes where the settings have no list"] := {
	"input": json.remove(in_domain("anything"), ["/settings/domains"]),
	"expect": set(),
}

cases["no domain passes where the list is empty"] := {
	"input": testing.with_field(in_domain("finance"), "settings", {"domains": {}}),
	"expect": {{"path": "/domain", "params": {"word": "finance"}}},
}

cases["a deprecated entry is left alone"] := {
	"input": testing.input_of(object.union(in_domain("finances").entity, {"lifecycle": {"stage": "deprecated"}})),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	domain.violation == case.expect with input as case.input with data.config as config
}
