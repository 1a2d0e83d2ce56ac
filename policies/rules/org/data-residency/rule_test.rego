package souk.org.data_residency_test

import data.souk.org.data_residency
import data.souk.testing

config := {"org": {
	"categories": {
		"market": {},
		"pricing": {"zones": {"eu": true, "us": true}},
		"contact": {"zones": {"eu": true}},
		"identity": {"zones": {"eu": true}},
		"tax": {"zones": {"us": true}},
	},
	"unlistedCategory": {"zones": {"eu": true}},
	"regions": {"eu-west-1": "eu", "eu-central-1": "eu", "us-east-1": "us"},
}}

entry(categories, residency, regions) := testing.input_of(object.union(testing.app, {
	"data": {"categories": categories, "residency": residency},
	"runtime": {"regions": regions},
}))

outside(path, place, zones, categories) := {
	"path": path,
	"params": {"place": place, "zones": zones, "categories": categories},
}

cases["passes in the zones of the category"] := {
	"input": entry(["contact"], ["eu"], ["eu-west-1", "eu-central-1"]),
	"expect": set(),
}

cases["fails when it says that the data goes elsewhere"] := {
	"input": entry(["contact"], ["eu", "us"], ["eu-west-1"]),
	"expect": {outside("/data/residency/1", "us", "eu", "contact")},
}

cases["fails when it runs elsewhere"] := {
	"input": entry(["contact"], ["eu"], ["eu-west-1", "us-east-1"]),
	"expect": {outside("/runtime/regions/1", "us-east-1", "eu", "contact")},
}

cases["residency may name a region instead of a zone"] := {
	"input": entry(["contact"], ["eu-central-1", "us-east-1"], ["eu-west-1"]),
	"expect": {outside("/data/residency/1", "us-east-1", "eu", "contact")},
}

cases["a place that nobody knows is in no zone"] := {
	"input": entry(["pricing"], ["eu"], ["mars-1"]),
	"expect": {outside("/runtime/regions/0", "mars-1", "eu, us", "pricing")},
}

cases["every category has to allow the place"] := {
	"input": entry(["pricing", "identity", "contact"], ["us"], ["eu-west-1"]),
	"expect": {outside("/data/residency/0", "us", "eu", "contact, identity")},
}

cases["categories that agree on no zone can be nowhere"] := {
	"input": entry(["contact", "tax"], ["eu"], ["us-east-1"]),
	"expect": {
		outside("/data/residency/0", "eu", "no zone", "tax"),
		outside("/runtime/regions/0", "us-east-1", "no zone", "contact"),
	},
}

cases["a category without zones may be anywhere"] := {
	"input": entry(["market"], ["mars"], ["us-east-1"]),
	"expect": set(),
}

cases["a category that nobody listed is held to the zones for those"] := {
	"input": entry(["contakt"], ["us"], []),
	"expect": {outside("/data/residency/0", "us", "eu", "contakt")},
}

cases["an entry that names no places passes"] := {
	"input": testing.input_of(object.union(
		object.remove(testing.app, ["data", "runtime"]),
		{"data": {"categories": ["contact"]}, "runtime": {"type": "wasm"}},
	)),
	"expect": set(),
}

cases["an entry without data passes anywhere"] := {
	"input": testing.input_of(object.remove(testing.app, ["data"])),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	data_residency.violation == case.expect with input as case.input with data.config as config
}
