package souk.org.ownership_test

import data.souk.org.ownership
import data.souk.testing

config := {}

entry(refs) := testing.with_refs(testing.input_of(testing.app), refs)

installation(refs) := testing.with_refs(testing.input_of_installation(testing.installation), refs)

empty_team := {"id": "freight", "name": "Freight", "status": "active", "people": []}

alone(field, team, problem) := {
	"path": concat("", ["/", field]),
	"params": {"team": team, "field": field, "problem": problem},
}

cases["passes with active teams"] := {"input": entry({}), "expect": set()}

cases["a disbanded owner fails"] := {
	"input": entry({"owner": {"status": "disbanded"}}),
	"expect": {alone("owner", "freight", "is disbanded")},
}

cases["a disbanded backup owner fails too"] := {
	"input": entry({"owner": {"status": "disbanded"}, "backupOwner": {"status": "disbanded", "people": []}}),
	"expect": {alone("owner", "freight", "is disbanded"), alone("backupOwner", "finance", "is disbanded")},
}

cases["a disbanded team is usually empty too, and is found once"] := {
	"input": testing.with_field(entry({}), "refs", {"owner": object.union(empty_team, {"status": "disbanded"})}),
	"expect": {alone("owner", "freight", "is disbanded")},
}

cases["an empty owner fails"] := {
	"input": testing.with_field(entry({}), "refs", {"owner": empty_team}),
	"expect": {alone("owner", "freight", "has nobody in it")},
}

cases["a team that says nothing about people has none"] := {
	"input": testing.with_field(entry({}), "refs", {"owner": object.remove(empty_team, ["people"])}),
	"expect": {alone("owner", "freight", "has nobody in it")},
}

cases["one person is enough, as member or as lead"] := {
	"input": testing.with_field(entry({}), "refs", {
		"owner": object.union(empty_team, {"people": ["ada"]}),
		"backupOwner": object.union(empty_team, {"lead": "grace"}),
	}),
	"expect": set(),
}

cases["a disbanded team may not install"] := {
	"input": installation({"team": {"status": "disbanded"}}),
	"expect": {alone("team", "freight", "is disbanded")},
}

cases["a team that the manifest does not name is not judged"] := {
	"input": installation({"owner": {"status": "disbanded"}}),
	"expect": set(),
}

cases["a team that does not exist is not judged here"] := {
	"input": testing.with_field(entry({}), "refs", {}),
	"expect": set(),
}

cases["a retired entry is left alone"] := {
	"input": testing.with_refs(
		testing.input_of(object.union(testing.app, {"lifecycle": {"stage": "retired"}})),
		{"owner": {"status": "disbanded"}},
	),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	ownership.violation == case.expect with input as case.input with data.config as config
}
