package souk.approval.deprecation_test

import data.souk.approval.deprecation
import data.souk.testing

config := {"approval": {
	"fallbackRole": "platform",
	"endings": {"deprecated": {"ops": 1}, "retired": {"ops": 1, "works-council": 1}, "removed": {"ops": 2}},
}}

ending(before, after, installations) := testing.with_refs(
	object.union(testing.input_of(object.union(testing.app, {"lifecycle": {"stage": after}})), {
		"before": object.union(testing.app, {"lifecycle": {"stage": before}}),
		"change": {"type": "modified"},
	}),
	{"installations": {"total": installations, "production": 0, "teams": []}},
)

found(role, count, end, total) := {"path": "/lifecycle/stage", "params": {
	"role": role,
	"count": count,
	"ending": end,
	"total": total,
}}

cases["a deprecation under installations is seen by ops"] := {
	"input": ending("published", "deprecated", 3),
	"expect": {found("ops", 1, "deprecated", 3)},
}

cases["a retirement is too, by the roles of its own"] := {
	"input": ending("deprecated", "retired", 1),
	"expect": {found("ops", 1, "retired", 1), found("platform", 1, "retired", 1)},
}

cases["a removal is an end as well"] := {
	"input": testing.with_field(ending("published", "published", 2), "change", {"type": "removed"}),
	"expect": {found("ops", 2, "removed", 2)},
}

cases["demands nobody when nobody has it installed"] := {
	"input": ending("published", "deprecated", 0),
	"expect": set(),
}

cases["demands nobody when it was deprecated before"] := {
	"input": ending("deprecated", "deprecated", 3),
	"expect": set(),
}

cases["demands nobody for another stage"] := {
	"input": ending("published", "maintenance-required", 3),
	"expect": set(),
}

cases["an entry that was a proposal by default ends too"] := {
	"input": testing.with_field(ending("published", "deprecated", 3), "before", object.remove(testing.app, ["lifecycle"])),
	"expect": {found("ops", 1, "deprecated", 3)},
}

cases["an end counts when what was before cannot be read"] := {
	"input": testing.with_field(ending("published", "deprecated", 3), "before", null),
	"expect": {found("ops", 1, "deprecated", 3)},
}

cases["demands nobody when nothing changes"] := {
	"input": testing.with_field(ending("published", "deprecated", 3), "change", {"type": "unchanged"}),
	"expect": set(),
}

cases["demands nobody when installations are not counted"] := {
	"input": testing.with_field(ending("published", "deprecated", 3), "refs", {}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	deprecation.violation == case.expect with input as case.input with data.config as config
}
