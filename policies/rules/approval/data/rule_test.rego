package souk.approval.data_test

import data.souk.approval.data as rule
import data.souk.testing

config := {"approval": {
	"fallbackRole": "platform",
	"data": {
		"roles": {"privacy": 1},
		"categories": {"contact": "personal", "health": "regulated"},
		"labels": {"pii": "personal"},
	},
}}

handling(facts) := testing.input_of(object.union(testing.app, facts))

personal := handling({"data": {"categories": ["contact"]}, "compliance": ["pii"]})

found(path, role, category, nature) := {"path": path, "params": {
	"role": role,
	"count": 1,
	"category": category,
	"nature": nature,
}}

cases["demands nobody for other data"] := {
	"input": handling({"data": {"categories": ["shipment"]}}),
	"expect": set(),
}

cases["personal data is seen by privacy"] := {
	"input": handling({"data": {"categories": ["shipment", "contact"]}}),
	"expect": {found("/data/categories/1", "privacy", "contact", "personal")},
}

cases["each category says why"] := {
	"input": handling({"data": {"categories": ["contact", "health"]}}),
	"expect": {
		found("/data/categories/0", "privacy", "contact", "personal"),
		found("/data/categories/1", "privacy", "health", "regulated"),
	},
}

cases["a compliance label says so too"] := {
	"input": testing.input_of(object.union(
		object.remove(testing.app, ["data"]),
		{"compliance": ["internal-only", "pii"]},
	)),
	"expect": {found("/compliance/1", "privacy", "pii", "personal")},
}

cases["without a privacy role the fallback is asked"] := {
	"input": object.union(
		handling({"data": {"categories": ["contact"]}}),
		{"settings": {"roles": ["platform", "security"]}},
	),
	"expect": {found("/data/categories/0", "platform", "contact", "personal")},
}

cases["demands nobody when nothing changes"] := {
	"input": testing.with_field(personal, "change", {"type": "unchanged"}),
	"expect": set(),
}

cases["demands nobody for a removal"] := {
	"input": testing.with_field(personal, "change", {"type": "removed"}),
	"expect": set(),
}

cases["demands nobody without data and labels"] := {
	"input": testing.input_of(object.remove(testing.app, ["data", "compliance"])),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	rule.violation == case.expect with input as case.input with data.config as config
}
