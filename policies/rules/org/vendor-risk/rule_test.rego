package souk.org.vendor_risk_test

import data.souk.org.vendor_risk
import data.souk.testing

config := {"org": {"vendors": {
	"ratings": {"Slack Technologies": "low", "Partycheck Ltd": "high"},
	"unlistedAtLeast": "medium",
}}}

entry(egress) := testing.input_of(object.union(testing.app, {"egress": egress}))

slack(fields) := object.union({"host": "slack.com", "vendor": "Slack Technologies"}, fields)

newcomer(fields) := object.union({"host": "api.new.example.net", "vendor": "Newcomer AB"}, fields)

found(path, vendor, host, claim, expected) := {{
	"path": path,
	"params": {"vendor": vendor, "host": host, "claim": claim, "expected": expected},
}}

unreviewed := "a vendor that nobody reviewed counts as medium at least"

cases["passes with the rating of the review"] := {"input": entry([slack({"risk": "low"})]), "expect": set()}

cases["a vendor without a rating fails"] := {
	"input": entry(["api.example.com", slack({})]),
	"expect": found("/egress/1", "Slack Technologies", "slack.com", "has no rating", "the organisation rates it low"),
}

cases["a lower rating than that of the review fails"] := {
	"input": entry([{"host": "screening.example.org", "vendor": "Partycheck Ltd", "risk": "medium"}]),
	"expect": found("/egress/0/risk", "Partycheck Ltd", "screening.example.org", "is rated medium", "the organisation rates it high"),
}

cases["a higher rating than that of the review fails too"] := {
	"input": entry([slack({"risk": "medium"})]),
	"expect": found("/egress/0/risk", "Slack Technologies", "slack.com", "is rated medium", "the organisation rates it low"),
}

cases["a vendor that nobody has reviewed may not call itself low"] := {
	"input": entry([newcomer({"risk": "low"})]),
	"expect": found("/egress/0/risk", "Newcomer AB", "api.new.example.net", "is rated low", unreviewed),
}

cases["a vendor that nobody has reviewed passes as medium or high"] := {
	"input": entry([newcomer({"risk": "medium"}), newcomer({"risk": "high"})]),
	"expect": set(),
}

cases["a vendor that nobody has reviewed or rated fails"] := {
	"input": entry([newcomer({})]),
	"expect": found("/egress/0", "Newcomer AB", "api.new.example.net", "has no rating", unreviewed),
}

cases["hosts of our own need no rating, as text or mapping"] := {
	"input": entry(["api.example.com", {"host": "crm.example.com", "purpose": "Read leads."}]),
	"expect": set(),
}

cases["an entry that calls nobody passes"] := {
	"input": testing.input_of(object.remove(testing.app, ["egress"])),
	"expect": set(),
}

cases["a retired entry is left alone"] := {
	"input": testing.input_of(object.union(testing.app, {"egress": [slack({})], "lifecycle": {"stage": "retired"}})),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	vendor_risk.violation == case.expect with input as case.input with data.config as config
}
