package souk.org.cost_center_test

import data.souk.org.cost_center
import data.souk.testing

config := {"org": {"costCenters": {
	"shared": {"CC-9000": "Programmes of the whole company"},
	"guests": {"CC-1010": {"portal": "Tracking on the portal"}},
}}}

# The teams that carry the cost center, as the host resolves it.
entry(center, teams) := testing.with_refs(
	testing.input_of(object.union(testing.app, {"costCenter": center})),
	{"costCenter": {"teams": teams}},
)

installation(center, teams) := testing.with_refs(
	testing.input_of_installation(object.union(testing.installation, {"costCenter": center})),
	{"costCenter": {"teams": teams}},
)

foreign(center, teams, team) := {{
	"path": "/costCenter",
	"params": {"costCenter": center, "teams": teams, "team": team},
}}

cases["passes with the cost center of the owning team"] := {
	"input": entry("CC-1000", ["finance", "freight"]),
	"expect": set(),
}

cases["fails with the one of another team"] := {
	"input": entry("CC-2000", ["sales", "finance"]),
	"expect": foreign("CC-2000", "finance, sales", "freight"),
}

cases["fails with one that no team carries"] := {
	"input": entry("CC-0000", []),
	"expect": foreign("CC-0000", "no team", "freight"),
}

cases["fails when nothing was found for it"] := {
	"input": testing.input_of(object.union(testing.app, {"costCenter": "CC-0000"})),
	"expect": foreign("CC-0000", "no team", "freight"),
}

cases["the one of the parent team passes"] := {
	"input": testing.with_refs(entry("CC-3000", ["transport"]), {"owner": {"parent": "transport"}}),
	"expect": set(),
}

cases["a shared one passes for anybody"] := {"input": entry("CC-9000", []), "expect": set()}

cases["one that is opened to the team passes"] := {
	"input": testing.with_field(
		entry("CC-1010", ["finance"]), "entity",
		object.union(testing.app, {"owner": "portal", "costCenter": "CC-1010"}),
	),
	"expect": set(),
}

cases["one that is opened to another team fails"] := {
	"input": entry("CC-1010", ["finance"]),
	"expect": foreign("CC-1010", "finance", "freight"),
}

cases["an installation charges its own team"] := {"input": installation("CC-1000", ["freight"]), "expect": set()}

cases["an installation does not charge the owner of the app"] := {
	"input": installation("CC-2000", ["finance"]),
	"expect": foreign("CC-2000", "finance", "freight"),
}

cases["the parent of an installation's team counts"] := {
	"input": testing.with_refs(installation("CC-3000", ["transport"]), {"team": {"parent": "transport"}}),
	"expect": set(),
}

cases["a manifest without a cost center is not judged here"] := {
	"input": testing.input_of(object.remove(testing.app, ["costCenter"])),
	"expect": set(),
}

cases["a retired entry is left alone"] := {
	"input": testing.with_field(
		entry("CC-2000", ["finance"]), "entity",
		object.union(testing.app, {"costCenter": "CC-2000", "lifecycle": {"stage": "retired"}}),
	),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	cost_center.violation == case.expect with input as case.input with data.config as config
}
