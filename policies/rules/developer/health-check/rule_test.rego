package souk.developer.health_check_test

import data.souk.developer.health_check
import data.souk.testing

config := {"developer": {"healthCheck": {"runtimes": {"container": "always", "function": "with-api"}}}}

run_as(runtime, provides) := testing.input_of(object.union(
	object.remove(testing.app, ["runtime", "apis"]),
	{"runtime": runtime, "apis": {"provides": provides}},
))

unchecked(type) := {{"path": "/runtime/healthCheck", "params": {"type": type}}}

cases["passes with a path"] := {
	"input": run_as({"type": "container", "healthCheck": "/healthz"}, ["parcels"]),
	"expect": set(),
}

cases["passes with a command"] := {
	"input": run_as({"type": "container", "healthCheck": "pg_isready"}, []),
	"expect": set(),
}

cases["fails without one where the type always needs it"] := {
	"input": run_as({"type": "container"}, []),
	"expect": unchecked("container"),
}

cases["fails without one where the type needs it for its API, named by a text"] := {
	"input": run_as({"type": "function"}, ["parcels"]),
	"expect": unchecked("function"),
}

cases["fails without one where the type needs it for its API, named by a mapping"] := {
	"input": run_as({"type": "function"}, [{"name": "parcels", "openapi": "openapi.yaml"}]),
	"expect": unchecked("function"),
}

cases["such a type without an API passes"] := {"input": run_as({"type": "function"}, []), "expect": set()}

cases["such a type that says nothing of APIs passes"] := {
	"input": testing.input_of(object.union(
		object.remove(testing.app, ["runtime", "apis"]),
		{"runtime": {"type": "function", "schedule": "0 6 * * *"}},
	)),
	"expect": set(),
}

cases["a type that is not listed passes"] := {"input": run_as({"type": "terraform"}, ["parcels"]), "expect": set()}

cases["a deprecated entry still runs and needs one"] := {
	"input": testing.input_of(object.union(
		run_as({"type": "container"}, []).entity,
		{"lifecycle": {"stage": "deprecated"}},
	)),
	"expect": unchecked("container"),
}

cases["a retired entry is left alone"] := {
	"input": testing.input_of(object.union(
		run_as({"type": "container"}, []).entity,
		{"lifecycle": {"stage": "retired"}},
	)),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	health_check.violation == case.expect with input as case.input with data.config as config
}
