package souk.org.installation_allowed_test

import data.souk.org.installation_allowed
import data.souk.testing

config := {"org": {"installations": {"stages": {
	"production": {"published": true, "maintenance-required": true},
	"elsewhere": {"published": true, "maintenance-required": true, "vetted": true, "proposed": true},
}}}}

# An installation of an app in this stage, new unless a case says otherwise.
installed(stage, environment) := testing.with_refs(
	testing.input_of_installation(object.union(testing.installation, {"environment": environment})),
	{
		"app": {"stage": stage},
		"environment": {"name": environment, "production": environment == "production"},
	},
)

changed(subject, before) := testing.with_field(
	testing.with_field(subject, "before", object.union(subject.entity, before)), "change",
	{"type": "modified", "attachments": []},
)

unchanged(subject) := testing.with_field(subject, "change", {"type": "unchanged", "attachments": []})

refused(stage, environment, allowed) := {{
	"path": "/app",
	"params": {"app": "parcel-board", "stage": stage, "environment": environment, "allowed": allowed},
}}

production_stages := ["maintenance-required", "published"]

other_stages := ["maintenance-required", "proposed", "published", "vetted"]

cases["a published app may start in production"] := {"input": installed("published", "production"), "expect": set()}

cases["an app that needs maintenance may start in production"] := {
	"input": installed("maintenance-required", "production"),
	"expect": set(),
}

cases["a vetted app may not start in production yet"] := {
	"input": installed("vetted", "production"),
	"expect": refused("vetted", "production", production_stages),
}

cases["a proposed app may be tried elsewhere"] := {"input": installed("proposed", "dev"), "expect": set()}

cases["a deprecated app finds no new users anywhere"] := {
	"input": installed("deprecated", "dev"),
	"expect": refused("deprecated", "dev", other_stages),
}

cases["a retired app does not start"] := {
	"input": installed("retired", "production"),
	"expect": refused("retired", "production", production_stages),
}

cases["an app that names no stage is a proposal"] := {
	"input": testing.with_field(installed("published", "production"), "refs", {
		"app": {"kind": "App", "id": "parcel-board"},
		"environment": {"name": "production", "production": true},
	}),
	"expect": refused("proposed", "production", production_stages),
}

cases["an existing installation of a deprecated app goes on"] := {
	"input": changed(installed("deprecated", "production"), {"budget": "90.00"}),
	"expect": set(),
}

cases["an existing installation does not take another version of a deprecated app"] := {
	"input": changed(installed("deprecated", "production"), {"version": "^0.9.0"}),
	"expect": refused("deprecated", "production", production_stages),
}

cases["an existing installation does not change to a deprecated app"] := {
	"input": changed(installed("deprecated", "production"), {"app": "depot-board"}),
	"expect": refused("deprecated", "production", production_stages),
}

cases["an existing installation does not carry a proposal into production"] := {
	"input": changed(installed("proposed", "production"), {"environment": "dev"}),
	"expect": refused("proposed", "production", production_stages),
}

cases["a moved file starts nothing"] := {
	"input": testing.with_field(changed(installed("deprecated", "production"), {}), "change", {"type": "moved", "attachments": []}),
	"expect": set(),
}

cases["where nothing is compared nothing starts"] := {
	"input": unchanged(installed("retired", "production")),
	"expect": set(),
}

cases["an app or environment that does not exist is not judged here"] := {
	"input": testing.with_field(installed("retired", "production"), "refs", {}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	installation_allowed.violation == case.expect with input as case.input with data.config as config
}
