package souk.org.data_retention_test

import data.souk.org.data_retention
import data.souk.testing

config := {"org": {
	"categories": {
		"shipment": {"maxRetentionDays": 1825},
		"contact": {"maxRetentionDays": 90},
		"location": {"maxRetentionDays": 90},
	},
	"unlistedCategory": {"maxRetentionDays": 365},
	"retentionDuties": {"financial-records": 3650, "brief-records": 30},
}}

entry(fields) := testing.input_of(object.union(object.remove(testing.app, ["data"]), {"data": fields}))

labelled(fields, labels) := testing.input_of(object.union(
	object.remove(testing.app, ["data"]),
	{"data": fields, "compliance": labels},
))

long(retention, days, categories) := {{
	"path": "/data/retention",
	"params": {"retention": retention, "days": days, "categories": categories},
}}

cases["passes within the time of the category"] := {
	"input": entry({"categories": ["shipment"], "retention": "1y"}),
	"expect": set(),
}

cases["passes with exactly the longest time"] := {
	"input": entry({"categories": ["shipment"], "retention": "5y"}),
	"expect": set(),
}

cases["one second more fails"] := {
	"input": entry({"categories": ["shipment"], "retention": "157680001s"}),
	"expect": long("157680001s", 1825, "shipment"),
}

cases["the shortest time of all categories counts"] := {
	"input": entry({"categories": ["shipment", "location", "contact"], "retention": "P1Y"}),
	"expect": long("P1Y", 90, "contact, location"),
}

cases["categories without a time fail"] := {
	"input": entry({"categories": ["shipment"]}),
	"expect": long("nothing", 1825, "shipment"),
}

cases["a category that nobody listed is held to the figure for those"] := {
	"input": entry({"categories": ["shipmnt"], "retention": "2y"}),
	"expect": long("2y", 365, "shipmnt"),
}

cases["a legal duty to keep records allows more"] := {
	"input": labelled({"categories": ["contact"], "retention": "10y"}, ["pii", "financial-records"]),
	"expect": set(),
}

cases["a legal duty has its limit too"] := {
	"input": labelled({"categories": ["contact"], "retention": "11y"}, ["financial-records"]),
	"expect": long("11y", 3650, "contact"),
}

cases["a legal duty shortens nothing"] := {
	"input": labelled({"categories": ["contact"], "retention": "90d"}, ["brief-records"]),
	"expect": set(),
}

cases["data that is not kept at all passes"] := {
	"input": entry({"categories": ["contact"], "retention": "0s"}),
	"expect": set(),
}

cases["no categories demand no time"] := {"input": entry({"classification": "internal"}), "expect": set()}

cases["an entry without data passes"] := {
	"input": testing.input_of(object.remove(testing.app, ["data"])),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	data_retention.violation == case.expect with input as case.input with data.config as config
}
