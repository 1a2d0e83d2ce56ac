package souk.risk.compliance_test

import data.souk.risk.compliance
import data.souk.testing

config := {"risk": {"compliance": {"pii": "medium", "phi": "high"}}}

labelled(labels) := testing.input_of(object.union(testing.app, {"compliance": labels}))

found(path, tier, label) := {"path": path, "params": {"tier": tier, "label": label}}

cases["passes with a label that asks for nothing"] := {
	"input": labelled(["internal-only"]),
	"expect": set(),
}

cases["a label that calls for care is found where it stands"] := {
	"input": labelled(["internal-only", "pii"]),
	"expect": {found("/compliance/1", "medium", "pii")},
}

cases["each label has its own tier"] := {
	"input": labelled(["pii", "phi"]),
	"expect": {found("/compliance/0", "medium", "pii"), found("/compliance/1", "high", "phi")},
}

cases["passes with an empty list"] := {
	"input": labelled([]),
	"expect": set(),
}

cases["passes without labels"] := {
	"input": testing.input_of(object.remove(testing.app, ["compliance"])),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	compliance.violation == case.expect with input as case.input with data.config as config
}
