package souk.risk.runtime_test

import data.souk.risk.runtime
import data.souk.testing

config := {"risk": {"runtimes": {"terraform": {"tier": "medium", "does": "changes infrastructure"}}}}

running(type) := testing.input_of(object.union(testing.app, {"runtime": {"type": type}}))

cases["passes with a container"] := {
	"input": running("container"),
	"expect": set(),
}

cases["a Terraform module changes infrastructure"] := {
	"input": running("terraform"),
	"expect": {{
		"path": "/runtime/type",
		"params": {"tier": "medium", "runtime": "terraform", "does": "changes infrastructure"},
	}},
}

cases["passes with a runtime that is not configured"] := {
	"input": running("low-code"),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	runtime.violation == case.expect with input as case.input with data.config as config
}
