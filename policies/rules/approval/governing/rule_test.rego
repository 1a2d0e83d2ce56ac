package souk.approval.governing_test

import data.souk.approval.governing
import data.souk.testing

config := {"approval": {
	"fallbackRole": "platform",
	"governing": {"Team": {"platform": 1}, "PriceBook": {"platform": 1, "finance": 1}, "Source": {"architecture": 2}},
}}

of(kind, change) := object.union(
	testing.input_of({"apiVersion": "souk/v1", "kind": kind, "id": "acme"}),
	{"change": {"type": change}},
)

found(role, count, kind) := {"path": "", "params": {"role": role, "count": count, "kind": kind, "id": "acme"}}

cases["a team is seen by the platform"] := {
	"input": of("Team", "added"),
	"expect": {found("platform", 1, "Team")},
}

cases["prices are seen by finance too"] := {
	"input": of("PriceBook", "modified"),
	"expect": {found("platform", 1, "PriceBook"), found("finance", 1, "PriceBook")},
}

cases["the removal of a team is seen as well"] := {
	"input": of("Team", "removed"),
	"expect": {found("platform", 1, "Team")},
}

cases["a role that the marketplace does not have gives way to the fallback"] := {
	"input": of("Source", "added"),
	"expect": {found("platform", 2, "Source")},
}

cases["demands nobody when nothing changes"] := {
	"input": of("Team", "unchanged"),
	"expect": set(),
}

cases["demands nobody for a kind that is not configured"] := {
	"input": of("Waiver", "added"),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	governing.violation == case.expect with input as case.input with data.config as config
}
