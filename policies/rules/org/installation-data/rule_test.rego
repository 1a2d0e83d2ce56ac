package souk.org.installation_data_test

import data.souk.org.installation_data
import data.souk.testing

config := {"org": {"installations": {"environments": {
	"restricted": {"staging": true, "production": true},
	"confidential": {},
	"internal": {"production": true},
}}}}

installed(classification, environment) := testing.with_refs(
	testing.input_of_installation(object.union(testing.installation, {"environment": environment})),
	{"app": {"classification": classification}},
)

refused(classification, environment, allowed) := {{
	"path": "/environment",
	"params": {"app": "parcel-board", "classification": classification, "environment": environment, "allowed": allowed},
}}

cases["restricted data may be in an environment that is made for it"] := {
	"input": installed("restricted", "staging"),
	"expect": set(),
}

cases["restricted data may not be elsewhere"] := {
	"input": installed("restricted", "dev"),
	"expect": refused("restricted", "dev", "production, staging"),
}

cases["one environment may be all that is made for a class"] := {
	"input": installed("internal", "dev"),
	"expect": refused("internal", "dev", "production"),
}

cases["a class that is not listed may go anywhere"] := {"input": installed("public", "dev"), "expect": set()}

cases["a class with an empty list may go nowhere"] := {
	"input": installed("confidential", "production"),
	"expect": refused("confidential", "production", "none yet"),
}

cases["an app that names no class is not judged here"] := {
	"input": testing.input_of_installation(testing.installation),
	"expect": set(),
}

cases["an app that does not exist is not judged here"] := {
	"input": testing.with_field(installed("restricted", "dev"), "refs", {}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	installation_data.violation == case.expect with input as case.input with data.config as config
}
