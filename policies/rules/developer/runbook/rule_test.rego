package souk.developer.runbook_test

import data.souk.developer.runbook
import data.souk.testing

config := {}

with_runbook(value) := testing.input_of(object.union(testing.app, {"support": {"runbook": value}}))

found(problem) := {{"path": "/support/runbook", "params": {"problem": problem}}}

missing := found("is not declared")

cases["passes with a file in the folder"] := {"input": with_runbook("runbook.md"), "expect": set()}

cases["passes with an address"] := {
	"input": with_runbook("https://wiki.example.com/parcels/runbook.md"),
	"expect": set(),
}

cases["a leading ./ and a chapter name the same file"] := {"input": with_runbook("./runbook.md#restart"), "expect": set()}

cases["fails without one"] := {
	"input": testing.input_of(json.remove(testing.app, ["/support/runbook"])),
	"expect": missing,
}

cases["fails without support"] := {
	"input": testing.input_of(object.remove(testing.app, ["support"])),
	"expect": missing,
}

cases["whether the file is there is seen by the check of references"] := {
	"input": with_runbook("docs/runbook.md"),
	"expect": set(),
}

cases["fails with a sentence in place of a file"] := {
	"input": with_runbook("ask Ada"),
	"expect": found("is neither a file nor an address"),
}

cases["a deprecated entry still runs and needs one"] := {
	"input": testing.input_of(object.union(
		object.remove(testing.app, ["support"]),
		{"lifecycle": {"stage": "deprecated"}},
	)),
	"expect": missing,
}

cases["a retired entry is left alone"] := {
	"input": testing.input_of(object.union(
		object.remove(testing.app, ["support"]),
		{"lifecycle": {"stage": "retired"}},
	)),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	runbook.violation == case.expect with input as case.input with data.config as config
}
