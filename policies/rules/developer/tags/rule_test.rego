package souk.developer.tags_test

import data.souk.developer.tags
import data.souk.testing

config := {}

tagged(words) := testing.input_of(object.union(testing.app, {"tags": words}))

cases["passes with words of the list"] := {"input": tagged(["shipments", "partner"]), "expect": set()}

cases["fails once for each other word, at its place"] := {
	"input": tagged(["shipments", "shipment", "parcels"]),
	"expect": {
		{"path": "/tags/1", "params": {"word": "shipment"}},
		{"path": "/tags/2", "params": {"word": "parcels"}},
	},
}

cases["a word is compared as it is written"] := {
	"input": tagged(["shipment"]),
	"expect": {{"path": "/tags/0", "params": {"word": "shipment"}}},
}

cases["an entry without any passes"] := {
	"input": testing.input_of(object.remove(testing.app, ["tags"])),
	"expect": set(),
}

cases["an empty list passes"] := {"input": tagged([]), "expect": set()}

cases["any word passes where the settings have no list"] := {
	"input": json.remove(tagged(["anything"]), ["/settings/tags"]),
	"expect": set(),
}

cases["no word passes where the list is empty"] := {
	"input": testing.with_field(tagged(["anything"]), "settings", {"tags": {}}),
	"expect": {{"path": "/tags/0", "params": {"word": "anything"}}},
}

cases["a deprecated entry is left alone"] := {
	"input": testing.input_of(object.union(tagged(["anything"]).entity, {"lifecycle": {"stage": "deprecated"}})),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	tags.violation == case.expect with input as case.input with data.config as config
}
