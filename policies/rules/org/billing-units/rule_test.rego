package souk.org.billing_units_test

import data.souk.org.billing_units
import data.souk.testing

config := {}

entry(billing) := testing.input_of(object.union(object.remove(testing.app, ["billing"]), {"billing": billing}))

without_price_book(subject) := testing.with_field(
	subject, "settings",
	object.remove(testing.settings, ["units", "plans"]),
)

unknown_unit(i, unit) := {
	"path": concat("", ["/billing/metrics/", format_int(i, 10), "/unit"]),
	"params": {"noun": "unit", "word": unit, "unit": unit, "example": "unit: call"},
}

unknown_plan(plan) := {
	"path": "/billing/plan",
	"params": {"noun": "plan", "word": plan, "example": "plan: usage"},
}

cases["passes with unit and plan of the price book"] := {"input": testing.input_of(testing.app), "expect": set()}

cases["a unit of one's own fails"] := {
	"input": entry({"plan": "usage", "metrics": [{"name": "reads", "unit": "call"}, {"name": "views", "unit": "click"}]}),
	"expect": {unknown_unit(1, "click")},
}

cases["each unknown unit is named"] := {
	"input": entry({"metrics": [{"name": "reads", "unit": "calls"}, {"name": "views", "unit": "click"}]}),
	"expect": {unknown_unit(0, "calls"), unknown_unit(1, "click")},
}

cases["a plan of one's own fails"] := {
	"input": entry({"plan": "golden", "metrics": []}),
	"expect": {unknown_plan("golden")},
}

cases["upper case is another word"] := {"input": entry({"plan": "Usage"}), "expect": {unknown_plan("Usage")}}

cases["billing that says nothing passes"] := {"input": entry({}), "expect": set()}

cases["an entry without billing passes"] := {
	"input": testing.input_of(object.remove(testing.app, ["billing"])),
	"expect": set(),
}

cases["any word passes where there is no price book"] := {
	"input": without_price_book(entry({"plan": "golden", "metrics": [{"name": "views", "unit": "click"}]})),
	"expect": set(),
}

cases["an empty price book allows no plan"] := {
	"input": testing.with_field(entry({"plan": "usage"}), "settings", {"plans": {}}),
	"expect": {unknown_plan("usage")},
}

cases["a retired entry is left alone"] := {
	"input": testing.input_of(object.union(testing.app, {
		"billing": {"plan": "golden", "metrics": [{"name": "views", "unit": "click"}]},
		"lifecycle": {"stage": "retired"},
	})),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	billing_units.violation == case.expect with input as case.input with data.config as config
}
