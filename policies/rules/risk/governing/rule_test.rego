package souk.risk.governing_test

import data.souk.risk.governing
import data.souk.testing

config := {"risk": {"governing": {"Marketplace": "high", "Team": "medium"}}}

of(kind, change) := object.union(
	testing.input_of({"apiVersion": "souk/v1", "kind": kind, "id": "acme"}),
	{"change": {"type": change}},
)

found(tier, kind, change) := {"path": "", "params": {"tier": tier, "kind": kind, "id": "acme", "change": change}}

cases["a new team is of medium risk"] := {
	"input": of("Team", "added"),
	"expect": {found("medium", "Team", "added")},
}

cases["a team that is modified is of medium risk"] := {
	"input": of("Team", "modified"),
	"expect": {found("medium", "Team", "modified")},
}

cases["the removal of a team is of medium risk"] := {
	"input": of("Team", "removed"),
	"expect": {found("medium", "Team", "removed")},
}

cases["the settings are of high risk"] := {
	"input": of("Marketplace", "modified"),
	"expect": {found("high", "Marketplace", "modified")},
}

cases["passes when nothing happens"] := {
	"input": of("Marketplace", "unchanged"),
	"expect": set(),
}

cases["passes with a kind that is not configured"] := {
	"input": of("Source", "added"),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	governing.violation == case.expect with input as case.input with data.config as config
}
