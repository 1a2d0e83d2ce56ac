package souk.risk.data_category_test

import data.souk.risk.data_category
import data.souk.testing

config := {"risk": {"categories": {"contact": "low", "payroll": "medium", "health": "high"}}}

handling(facts) := testing.input_of(object.union(object.remove(testing.app, ["data"]), {"data": facts}))

found(path, tier, category) := {"path": path, "params": {"tier": tier, "category": category}}

cases["passes with harmless categories"] := {
	"input": handling({"categories": ["shipment", "pricing"]}),
	"expect": set(),
}

cases["a category of low risk adds nothing by itself"] := {
	"input": handling({"categories": ["contact"]}),
	"expect": set(),
}

cases["a sensitive category is found where it stands"] := {
	"input": handling({"categories": ["shipment", "health"]}),
	"expect": {found("/data/categories/1", "high", "health")},
}

cases["each sensitive category counts, with its own tier"] := {
	"input": handling({"categories": ["payroll", "health"]}),
	"expect": {
		found("/data/categories/0", "medium", "payroll"),
		found("/data/categories/1", "high", "health"),
	},
}

cases["passes with no categories"] := {
	"input": handling({"categories": []}),
	"expect": set(),
}

cases["passes with data that names none"] := {
	"input": handling({"classification": "internal"}),
	"expect": set(),
}

cases["passes without data"] := {
	"input": testing.input_of(object.remove(testing.app, ["data"])),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	data_category.violation == case.expect with input as case.input with data.config as config
}
