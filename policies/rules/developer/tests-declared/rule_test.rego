package souk.developer.tests_declared_test

import data.souk.developer.tests_declared
import data.souk.testing

config := {"developer": {"tests": {"none": {"none": true, "n/a": true}}}}

tested_by(text) := testing.input_of(object.union(testing.app, {"quality": {"tests": text}}))

undeclared := {{"path": "/quality/tests", "params": {}}}

cases["passes with a command"] := {"input": tested_by("npm test"), "expect": set()}

cases["passes with a path"] := {"input": tested_by("tests/"), "expect": set()}

cases["fails without tests"] := {
	"input": testing.input_of(json.remove(testing.app, ["/quality/tests"])),
	"expect": undeclared,
}

cases["fails without quality"] := {
	"input": testing.input_of(object.remove(testing.app, ["quality"])),
	"expect": undeclared,
}

cases["fails with a word that stands for none, whatever the case"] := {"input": tested_by("None"), "expect": undeclared}

cases["fails with nothing but space"] := {"input": tested_by(" "), "expect": undeclared}

cases["a command that holds such a word passes"] := {"input": tested_by("npm test -- --reporter none"), "expect": set()}

cases["a deprecated entry is left alone"] := {
	"input": testing.input_of(object.union(
		object.remove(testing.app, ["quality"]),
		{"lifecycle": {"stage": "deprecated"}},
	)),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	tests_declared.violation == case.expect with input as case.input with data.config as config
}
