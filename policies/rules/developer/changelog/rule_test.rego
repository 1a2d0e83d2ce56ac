package souk.developer.changelog_test

import data.souk.developer.changelog
import data.souk.testing

config := {}

# The step from version 1.3.0 to 1.4.0, with these changed files.
raised(entity, attachments) := object.union(testing.input_of(entity), {
	"before": object.union(testing.app, {"version": "1.3.0"}),
	"change": {"type": "modified", "attachments": attachments},
})

logged_in(value) := object.union(testing.app, {"quality": {"changelog": value}})

undeclared := object.remove(testing.app, ["quality"])

violation_of(subject, problem) := {{"path": "/quality/changelog", "params": {
	"subject": subject,
	"problem": problem,
	"version": "1.4.0",
}}}

cases["a new version passes when the change log changes with it"] := {
	"input": raised(testing.app, ["CHANGELOG.md", "openapi.yaml"]),
	"expect": set(),
}

cases["a new version fails when the change log stays as it was"] := {
	"input": raised(testing.app, ["openapi.yaml"]),
	"expect": violation_of("CHANGELOG.md", "does not change with the new version"),
}

cases["a new version fails when no file changes"] := {
	"input": raised(testing.app, []),
	"expect": violation_of("CHANGELOG.md", "does not change with the new version"),
}

cases["a file that is gone is left to the check of references"] := {
	"input": testing.with_field(raised(testing.app, ["CHANGELOG.md"]), "evidence", {"files": ["README.md"]}),
	"expect": set(),
}

cases["a new version fails without a change log"] := {
	"input": raised(undeclared, []),
	"expect": violation_of("A change log", "is not declared"),
}

cases["a new version fails when only quality.changelog is missing"] := {
	"input": raised(json.remove(testing.app, ["/quality/changelog"]), ["CHANGELOG.md"]),
	"expect": violation_of("A change log", "is not declared"),
}

cases["a leading ./ names the same file"] := {
	"input": raised(logged_in("./CHANGELOG.md"), ["CHANGELOG.md"]),
	"expect": set(),
}

cases["a change log at an address cannot be compared and passes"] := {
	"input": raised(logged_in("https://git.example.com/parcel-board/releases"), []),
	"expect": set(),
}

cases["a lower version is another version"] := {
	"input": testing.with_field(raised(testing.app, []), "before", object.union(testing.app, {"version": "2.0.0"})),
	"expect": violation_of("CHANGELOG.md", "does not change with the new version"),
}

cases["the same version is left alone, even without a change log"] := {
	"input": testing.with_field(testing.input_of(undeclared), "before", testing.app),
	"expect": set(),
}

cases["a new entry passes when it names one"] := {
	"input": testing.with_field(testing.input_of(testing.app), "evidence", {"files": []}),
	"expect": set(),
}

cases["a new entry fails without"] := {
	"input": testing.input_of(undeclared),
	"expect": violation_of("A change log", "is not declared"),
}

cases["a deprecated entry still tells what changed"] := {
	"input": raised(object.union(testing.app, {"lifecycle": {"stage": "deprecated"}}), []),
	"expect": violation_of("CHANGELOG.md", "does not change with the new version"),
}

cases["a retired entry is left alone"] := {
	"input": raised(object.union(testing.app, {"lifecycle": {"stage": "retired"}}), []),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	changelog.violation == case.expect with input as case.input with data.config as config
}
