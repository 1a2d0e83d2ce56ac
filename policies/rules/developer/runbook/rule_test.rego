package souk.developer.runbook_test

import data.souk.developer.runbook
import data.souk.testing

config := {}

with_runbook(value) := testing.input_of(object.union(testing.app, {"support": {"runbook": value}}))

missing := {{"path": "/support/runbook", "params": {"subject": "A runbook", "problem": "is not declared"}}}

absent(file) := {{"path": "/support/runbook", "params": {
	"subject": file,
	"problem": "is named as the runbook, but is not in the folder of the manifest",
}}}

cases["passes with a file in the folder"] := {"input": with_runbook("runbook.md"), "expect": set()}

cases["passes with an address"] := {
	"input": with_runbook("https://wiki.example.com/parcels/runbook.md"),
	"expect": set(),
}

cases["a leading ./ and a chapter name the same file"] := {"input": with_runbook("./runbook.md#restart"), "expect": set()}

cases["a file in a folder below counts"] := {
	"input": testing.with_field(with_runbook("docs/runbook.md"), "evidence", {"files": ["docs/runbook.md"]}),
	"expect": set(),
}

cases["fails without one"] := {
	"input": testing.input_of(json.remove(testing.app, ["/support/runbook"])),
	"expect": missing,
}

cases["fails without support"] := {
	"input": testing.input_of(object.remove(testing.app, ["support"])),
	"expect": missing,
}

cases["fails when the file is not there"] := {"input": with_runbook("docs/runbook.md"), "expect": absent("docs/runbook.md")}

cases["fails with a sentence in place of a file"] := {"input": with_runbook("ask Ada"), "expect": absent("ask Ada")}

cases["fails when the folder holds nothing else"] := {
	"input": testing.with_field(with_runbook("runbook.md"), "evidence", {"files": []}),
	"expect": absent("runbook.md"),
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
