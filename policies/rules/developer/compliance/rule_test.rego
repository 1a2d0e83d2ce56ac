package souk.developer.compliance_test

import data.souk.developer.compliance
import data.souk.testing

config := {}

labelled(words) := testing.input_of(object.union(testing.app, {"compliance": words}))

cases["passes with words of the list"] := {"input": labelled(["pii", "internal-only"]), "expect": set()}

cases["fails once for each other word, at its place"] := {
	"input": labelled(["pii", "pii-data", "secret"]),
	"expect": {
		{"path": "/compliance/1", "params": {"word": "pii-data"}},
		{"path": "/compliance/2", "params": {"word": "secret"}},
	},
}

cases["a word is compared as it is written"] := {
	"input": labelled(["pii-data"]),
	"expect": {{"path": "/compliance/0", "params": {"word": "pii-data"}}},
}

cases["an entry without any passes"] := {
	"input": testing.input_of(object.remove(testing.app, ["compliance"])),
	"expect": set(),
}

cases["an empty list passes"] := {"input": labelled([]), "expect": set()}

cases["any word passes where the settings have no list"] := {
	"input": json.remove(labelled(["anything"]), ["/settings/compliance"]),
	"expect": set(),
}

cases["no word passes where the list is empty"] := {
	"input": testing.with_field(labelled(["anything"]), "settings", {"compliance": {}}),
	"expect": {{"path": "/compliance/0", "params": {"word": "anything"}}},
}

cases["a deprecated entry still needs labels that audits know"] := {
	"input": testing.input_of(object.union(labelled(["secret"]).entity, {"lifecycle": {"stage": "deprecated"}})),
	"expect": {{"path": "/compliance/0", "params": {"word": "secret"}}},
}

cases["a retired entry is left alone"] := {
	"input": testing.input_of(object.union(labelled(["anything"]).entity, {"lifecycle": {"stage": "retired"}})),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	compliance.violation == case.expect with input as case.input with data.config as config
}
