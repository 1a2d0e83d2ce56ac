package souk.org.privacy_assessment_test

import data.souk.org.privacy_assessment
import data.souk.testing

config := {"org": {
	"categories": {"shipment": {"personal": false}, "market": {}, "contact": {"personal": true}},
	"unlistedCategory": {"personal": false},
	"privacy": {"labels": {"pii": true, "phi": true}, "register": "DPIA-"},
}}

entry(fields, labels) := object.union(
	object.remove(testing.app, ["data"]),
	{"data": fields, "compliance": labels},
)

unassessed(because, reference) := {{
	"path": "/data/privacyAssessment",
	"params": {"because": because, "reference": reference, "register": "DPIA-"},
}}

cases["passes with the number of an assessment"] := {
	"input": testing.input_of(entry({"categories": ["contact"], "privacyAssessment": "DPIA-2026-014"}, ["pii"])),
	"expect": set(),
}

cases["passes without one when no data is personal"] := {
	"input": testing.input_of(entry({"categories": ["shipment", "market"]}, ["internal-only"])),
	"expect": set(),
}

cases["a personal category needs one"] := {
	"input": testing.input_of(entry({"categories": ["shipment", "contact"]}, [])),
	"expect": unassessed("contact", "missing"),
}

cases["a label of personal data needs one"] := {
	"input": testing.input_of(entry({"categories": ["shipment"]}, ["phi"])),
	"expect": unassessed("phi", "missing"),
}

cases["several signs make one finding"] := {
	"input": testing.input_of(entry({"categories": ["contact"]}, ["pii", "internal-only"])),
	"expect": unassessed("contact, pii", "missing"),
}

cases["a word that is no number of the register fails"] := {
	"input": testing.input_of(entry({"categories": ["contact"], "privacyAssessment": "to be done"}, [])),
	"expect": unassessed("contact", "to be done"),
}

cases["the label counts where data is not described at all"] := {
	"input": testing.input_of(object.union(object.remove(testing.app, ["data"]), {"compliance": ["pii"]})),
	"expect": unassessed("pii", "missing"),
}

cases["an entry without data and labels passes"] := {
	"input": testing.input_of(object.remove(testing.app, ["data", "compliance"])),
	"expect": set(),
}

cases["a deprecated entry still handles data"] := {
	"input": testing.input_of(object.union(entry({"categories": ["contact"]}, []), {"lifecycle": {"stage": "deprecated"}})),
	"expect": unassessed("contact", "missing"),
}

cases["a retired entry is left alone"] := {
	"input": testing.input_of(object.union(entry({"categories": ["contact"]}, ["pii"]), {"lifecycle": {"stage": "retired"}})),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	privacy_assessment.violation == case.expect with input as case.input with data.config as config
}
