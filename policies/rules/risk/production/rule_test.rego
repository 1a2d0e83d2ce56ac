package souk.risk.production_test

import data.souk.risk.production
import data.souk.testing

config := {"risk": {"production": {"undeclared": "medium", "confidential": "medium", "restricted": "high"}}}

of(facts) := testing.with_refs(testing.input_of_installation(testing.installation), {"app": facts})

refs_without(name) := object.union(
	object.remove(of({"classification": "restricted"}), ["refs"]),
	{"refs": object.remove(of({"classification": "restricted"}).refs, [name])},
)

found(tier, class) := {"path": "/environment", "params": {
	"tier": tier,
	"app": "parcel-board",
	"environment": "production",
	"class": class,
}}

cases["passes in production with internal data"] := {
	"input": of({"classification": "internal"}),
	"expect": set(),
}

cases["confidential data in production is of medium risk"] := {
	"input": of({"classification": "confidential"}),
	"expect": {found("medium", "confidential")},
}

cases["restricted data in production is of high risk"] := {
	"input": of({"classification": "restricted"}),
	"expect": {found("high", "restricted")},
}

cases["an app that names no class is not known to be harmless"] := {
	"input": of({}),
	"expect": {found("medium", "an undeclared class of")},
}

cases["passes outside production"] := {
	"input": testing.with_refs(of({"classification": "restricted"}), {"environment": {"name": "dev", "production": false}}),
	"expect": set(),
}

cases["counts when nothing changed"] := {
	"input": testing.with_field(of({"classification": "restricted"}), "change", {"type": "unchanged"}),
	"expect": {found("high", "restricted")},
}

cases["an installation that is removed runs no more"] := {
	"input": testing.with_field(of({"classification": "restricted"}), "change", {"type": "removed"}),
	"expect": set(),
}

cases["passes when the app is not found"] := {
	"input": refs_without("app"),
	"expect": set(),
}

cases["passes when the environment is not found"] := {
	"input": refs_without("environment"),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	production.violation == case.expect with input as case.input with data.config as config
}
