package souk.approval.tier_test

import data.souk.approval.tier
import data.souk.testing

config := {"approval": {
	"fallbackRole": "platform",
	"tiers": {
		"low": {},
		"medium": {"security": 1, "product": 1},
		"high": {"security": 2, "ethics": 1, "works-council": 1},
	},
}}

of(tier) := testing.with_field(testing.input_of(testing.app), "risk", {"tier": tier})

found(role, count, tier) := {"path": "", "params": {"role": role, "count": count, "tier": tier}}

cases["low risk demands nobody"] := {
	"input": of("low"),
	"expect": set(),
}

cases["medium risk demands the configured roles"] := {
	"input": of("medium"),
	"expect": {found("security", 1, "medium"), found("product", 1, "medium")},
}

cases["roles that the marketplace does not have give way to one fallback"] := {
	"input": of("high"),
	"expect": {found("security", 2, "high"), found("platform", 1, "high")},
}

cases["demands nobody when nothing changes"] := {
	"input": testing.with_field(of("high"), "change", {"type": "unchanged"}),
	"expect": set(),
}

cases["a removal is approved too"] := {
	"input": testing.with_field(of("medium"), "change", {"type": "removed"}),
	"expect": {found("security", 1, "medium"), found("product", 1, "medium")},
}

cases["an installation is judged as well"] := {
	"input": testing.with_field(testing.input_of_installation(testing.installation), "risk", {"tier": "medium"}),
	"expect": {found("security", 1, "medium"), found("product", 1, "medium")},
}

test_cases[name] if {
	some name, case in cases
	tier.violation == case.expect with input as case.input with data.config as config
}
