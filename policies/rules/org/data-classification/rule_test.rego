package souk.org.data_classification_test

import data.souk.org.data_classification
import data.souk.testing

config := {"org": {
	"categories": {
		"market": {"classification": "public"},
		"shipment": {"classification": "internal"},
		"contact": {"classification": "confidential"},
		"payroll": {"classification": "restricted"},
		"identity": {"classification": "restricted"},
	},
	"unlistedCategory": {"classification": "confidential"},
}}

entry(fields) := testing.input_of(object.union(object.remove(testing.app, ["data"]), {"data": fields}))

short(classification, least, categories) := {{
	"path": "/data/classification",
	"params": {"classification": classification, "least": least, "categories": categories},
}}

cases["passes with the class that the category demands"] := {
	"input": entry({"classification": "restricted", "categories": ["payroll"]}),
	"expect": set(),
}

cases["passes with a higher class"] := {
	"input": entry({"classification": "restricted", "categories": ["shipment", "contact"]}),
	"expect": set(),
}

cases["payroll that is called internal fails"] := {
	"input": entry({"classification": "internal", "categories": ["payroll"]}),
	"expect": short("internal", "restricted", "payroll"),
}

cases["one class below fails"] := {
	"input": entry({"classification": "confidential", "categories": ["payroll"]}),
	"expect": short("confidential", "restricted", "payroll"),
}

cases["internal data that is called public fails"] := {
	"input": entry({"classification": "public", "categories": ["shipment"]}),
	"expect": short("public", "internal", "shipment"),
}

cases["of several categories the most sensitive ones count"] := {
	"input": entry({"classification": "internal", "categories": ["payroll", "shipment", "identity", "contact"]}),
	"expect": short("internal", "restricted", "identity, payroll"),
}

cases["categories without a class fail, even of public data"] := {
	"input": entry({"categories": ["market"]}),
	"expect": short("nothing", "public", "market"),
}

cases["a category that nobody listed is held to the figure for those"] := {
	"input": entry({"classification": "internal", "categories": ["payrol"]}),
	"expect": short("internal", "confidential", "payrol"),
}

cases["no categories demand no class"] := {"input": entry({"retention": "1d", "categories": []}), "expect": set()}

cases["an entry without data passes"] := {
	"input": testing.input_of(object.remove(testing.app, ["data"])),
	"expect": set(),
}

cases["a retired entry is left alone"] := {
	"input": testing.input_of(object.union(testing.app, {
		"data": {"classification": "internal", "categories": ["payroll"]},
		"lifecycle": {"stage": "retired"},
	})),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	data_classification.violation == case.expect with input as case.input with data.config as config
}
