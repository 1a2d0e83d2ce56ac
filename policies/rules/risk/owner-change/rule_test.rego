package souk.risk.owner_change_test

import data.souk.risk.owner_change
import data.souk.testing

config := {"risk": {"changes": {"ownerChange": "medium"}}}

changed(before) := object.union(testing.input_of(testing.app), {
	"before": object.union(testing.app, {"owner": before}),
	"change": {"type": "modified"},
})

cases["passes when the owner stays"] := {
	"input": changed("freight"),
	"expect": set(),
}

cases["another owner is of medium risk"] := {
	"input": changed("finance"),
	"expect": {{"path": "/owner", "params": {"tier": "medium", "before": "finance", "after": "freight"}}},
}

cases["a new entry has no owner before"] := {
	"input": testing.input_of(testing.app),
	"expect": set(),
}

cases["passes when what was before cannot be read"] := {
	"input": object.union(testing.input_of(testing.app), {"change": {"type": "modified"}}),
	"expect": set(),
}

cases["passes when nothing is compared"] := {
	"input": testing.with_field(changed("finance"), "change", {"type": "unchanged"}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	owner_change.violation == case.expect with input as case.input with data.config as config
}
