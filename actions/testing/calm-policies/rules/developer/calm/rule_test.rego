package souk.developer.calm_test

import data.souk.developer.calm
import data.souk.testing

config := {}

cases["calm"] := {"input": testing.input_of(testing.app), "expect": set()}

cases["upset"] := {
	"input": testing.input_of(object.union(testing.app, {"annotations": {"upset": true}})),
	"expect": {{"path": "/id", "params": {"id": "app"}}},
}

test_cases[name] if {
	some name, case in cases
	calm.violation == case.expect with input as case.input with data.config as config
}
