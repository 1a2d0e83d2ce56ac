package souk.org.installation_sunset_test

import data.souk.org.installation_sunset
import data.souk.testing

config := {}

app(fields) := {"app": object.union({"stage": "published"}, fields)}

# An installation whose budget a team changes.
existing(refs, fields) := testing.with_field(
	testing.with_field(untouched(refs, fields), "change", {"type": "modified", "attachments": []}), "before",
	object.union(testing.installation, {"budget": "100.00"}),
)

untouched(refs, fields) := testing.with_field(
	testing.with_refs(testing.input_of_installation(object.union(testing.installation, fields)), refs), "change",
	{"type": "unchanged", "attachments": []},
)

hint := {{"path": "/app", "params": {"app": "parcel-board", "sunset": "2027-03-31"}}}

cases["an installation of a published app gets no hint"] := {"input": existing(app({}), {}), "expect": set()}

cases["a plan counts from the day the app is deprecated"] := {
	"input": existing(app({"sunset": "2027-03-31"}), {}),
	"expect": set(),
}

cases["one of a deprecated app gets a hint"] := {
	"input": existing(app({"stage": "deprecated", "sunset": "2027-03-31"}), {}),
	"expect": hint,
}

cases["one that outlives the sunset gets a hint"] := {
	"input": existing(app({"stage": "deprecated", "sunset": "2027-03-31"}), {"expiresAt": "2027-03-31T00:00:01Z"}),
	"expect": hint,
}

cases["one that ends with the sunset has its plan"] := {
	"input": existing(app({"stage": "deprecated", "sunset": "2027-03-31"}), {"expiresAt": "2027-03-31"}),
	"expect": set(),
}

cases["one that nobody edits gets no hint"] := {
	"input": untouched(app({"stage": "deprecated", "sunset": "2027-03-31"}), {}),
	"expect": set(),
}

cases["another version is refused by another rule"] := {
	"input": testing.with_field(
		existing(app({"stage": "deprecated", "sunset": "2027-03-31"}), {}), "before",
		object.union(testing.installation, {"version": "^0.9.0"}),
	),
	"expect": set(),
}

cases["a new one is refused by another rule"] := {
	"input": testing.with_refs(
		testing.input_of_installation(testing.installation),
		app({"stage": "deprecated", "sunset": "2027-03-31"}),
	),
	"expect": set(),
}

cases["a deprecation without a sunset is not judged here"] := {
	"input": existing(app({"stage": "deprecated"}), {}),
	"expect": set(),
}

cases["an app that does not exist is not judged here"] := {
	"input": testing.with_field(existing({}, {}), "refs", {}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	installation_sunset.violation == case.expect with input as case.input with data.config as config
}
