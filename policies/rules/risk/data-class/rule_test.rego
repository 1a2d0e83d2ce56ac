package souk.risk.data_class_test

import data.souk.risk.data_class
import data.souk.testing

config := {"risk": {"classification": {"undeclared": "medium", "confidential": "medium", "restricted": "high"}}}

handling(facts) := testing.input_of(object.union(object.remove(testing.app, ["data"]), {"data": facts}))

found(tier, handles) := {"path": "/data/classification", "params": {"tier": tier, "handles": handles}}

cases["passes with internal data"] := {
	"input": handling({"classification": "internal"}),
	"expect": set(),
}

cases["passes with public data"] := {
	"input": handling({"classification": "public"}),
	"expect": set(),
}

cases["confidential data is of medium risk"] := {
	"input": handling({"classification": "confidential"}),
	"expect": {found("medium", "handles confidential data")},
}

cases["restricted data is of high risk"] := {
	"input": handling({"classification": "restricted"}),
	"expect": {found("high", "handles restricted data")},
}

cases["data without a class is not known to be harmless"] := {
	"input": handling({"categories": ["shipment"]}),
	"expect": {found("medium", "does not say which class of data it handles")},
}

cases["no word about data is not known to be harmless"] := {
	"input": testing.input_of(object.remove(testing.app, ["data"])),
	"expect": {found("medium", "does not say which class of data it handles")},
}

cases["counts when nothing changed"] := {
	"input": testing.with_field(handling({"classification": "restricted"}), "change", {"type": "unchanged"}),
	"expect": {found("high", "handles restricted data")},
}

test_cases[name] if {
	some name, case in cases
	data_class.violation == case.expect with input as case.input with data.config as config
}
