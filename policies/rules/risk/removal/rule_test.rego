package souk.risk.removal_test

import data.souk.risk.removal
import data.souk.testing

config := {"risk": {"changes": {"removal": "medium"}}}

removed(entity) := object.union(testing.input_of(entity), {"before": entity, "change": {"type": "removed"}})

cases["the removal of an app is of medium risk"] := {
	"input": removed(testing.app),
	"expect": {{"path": "", "params": {"tier": "medium", "id": "parcel-board"}}},
}

cases["the removal of a connector is too"] := {
	"input": removed(testing.connector),
	"expect": {{"path": "", "params": {"tier": "medium", "id": "parcel-sync"}}},
}

cases["passes when something else happens"] := {
	"input": object.union(testing.input_of(testing.app), {"before": testing.app, "change": {"type": "modified"}}),
	"expect": set(),
}

cases["a move is no removal"] := {
	"input": object.union(testing.input_of(testing.app), {"before": testing.app, "change": {"type": "moved"}}),
	"expect": set(),
}

cases["passes when nothing happens"] := {
	"input": object.union(testing.input_of(testing.app), {"change": {"type": "unchanged"}}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	removal.violation == case.expect with input as case.input with data.config as config
}
