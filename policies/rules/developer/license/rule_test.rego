package souk.developer.license_test

import data.souk.developer.license
import data.souk.testing

config := {}

cases["passes with a license"] := {"input": testing.input_of(testing.app), "expect": set()}

cases["fails without one"] := {
	"input": testing.input_of(object.remove(testing.app, ["license"])),
	"expect": {{"path": "/license", "params": {}}},
}

cases["a license of one's own counts"] := {
	"input": testing.input_of(object.union(testing.app, {"license": "LicenseRef-Acme-Internal"})),
	"expect": set(),
}

cases["a retired entry is left alone"] := {
	"input": testing.input_of(object.union(object.remove(testing.app, ["license"]), {"lifecycle": {"stage": "retired"}})),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	license.violation == case.expect with input as case.input with data.config as config
}
