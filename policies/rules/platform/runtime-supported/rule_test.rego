package souk.platform.runtime_supported_test

import data.souk.platform.runtime_supported
import data.souk.testing

config := {"platform": {"runtime": {
	"types": {"container": {"version": true}, "iframe": {"version": false}},
	"versions": {"node24": {"ends": "2028-04-30"}, "node22": {"ends": "2026-11-22"}, "node20": {"ends": "2026-11-21"}, "es2022": {}},
}}}

of(runtime) := testing.input_of(object.union(object.remove(testing.app, ["runtime"]), {"runtime": runtime}))

at_stage(stage, runtime) := object.union(of(runtime), {"entity": {"lifecycle": {"stage": stage}}})

found(runtime, problem) := {{"path": "/runtime/version", "params": {"runtime": runtime, "problem": problem}}}

cases["a listed version passes"] := {"input": of({"type": "container", "version": "node24"}), "expect": set()}

cases["a version without an announced end passes"] := {
	"input": of({"type": "iframe", "version": "es2022"}),
	"expect": set(),
}

cases["the last day of support still counts"] := {
	"input": of({"type": "container", "version": "node22"}),
	"expect": set(),
}

cases["the day after is too late"] := {
	"input": of({"type": "container", "version": "node20"}),
	"expect": found("node20", "was supported until 2026-11-21 only"),
}

cases["a version that is not listed fails"] := {
	"input": of({"type": "container", "version": "24"}),
	"expect": found("24", "is not one that the platform supports"),
}

cases["the name counts letter by letter"] := {
	"input": of({"type": "container", "version": "Node24"}),
	"expect": found("Node24", "is not one that the platform supports"),
}

cases["a type that needs a version fails without one"] := {
	"input": of({"type": "container"}),
	"expect": found("container", "does not say which version it is"),
}

cases["a type that needs none passes without one"] := {"input": of({"type": "iframe"}), "expect": set()}

cases["a deprecated entry still runs and is judged"] := {
	"input": at_stage("deprecated", {"type": "container", "version": "node20"}),
	"expect": found("node20", "was supported until 2026-11-21 only"),
}

cases["a retired entry is left alone, outdated"] := {
	"input": at_stage("retired", {"type": "container", "version": "node20"}),
	"expect": set(),
}

cases["a retired entry is left alone, unknown"] := {
	"input": at_stage("retired", {"type": "container", "version": "node4"}),
	"expect": set(),
}

cases["a retired entry is left alone, without a version"] := {
	"input": at_stage("retired", {"type": "container"}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	runtime_supported.violation == case.expect with input as case.input with data.config as config
}
