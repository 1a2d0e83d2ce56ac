package souk.developer.slo_declared_test

import data.souk.developer.slo_declared
import data.souk.testing

config := {}

without_slos(stage) := testing.input_of(object.union(
	object.remove(testing.app, ["slos"]),
	{"lifecycle": {"stage": stage}},
))

undeclared := {{"path": "/slos", "params": {}}}

cases["passes with one objective"] := {"input": testing.input_of(testing.app), "expect": set()}

cases["an objective written as a text counts"] := {
	"input": testing.input_of(object.union(testing.app, {"slos": [{"name": "availability", "objective": "99.5%"}]})),
	"expect": set(),
}

cases["fails without any"] := {"input": without_slos("published"), "expect": undeclared}

cases["fails with an empty list"] := {
	"input": testing.input_of(object.union(testing.app, {"slos": []})),
	"expect": undeclared,
}

cases["fails for a published entry that needs maintenance"] := {
	"input": without_slos("maintenance-required"),
	"expect": undeclared,
}

cases["says so for a proposal, which the host tells as advice"] := {
	"input": testing.input_of(object.remove(testing.app, ["slos", "lifecycle"])),
	"expect": undeclared,
}

cases["a deprecated entry is left alone"] := {"input": without_slos("deprecated"), "expect": set()}

cases["a retired entry is left alone"] := {"input": without_slos("retired"), "expect": set()}

cases["an entry that is removed is left alone"] := {
	"input": testing.with_field(without_slos("published"), "change", {"type": "removed", "attachments": []}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	slo_declared.violation == case.expect with input as case.input with data.config as config
}
