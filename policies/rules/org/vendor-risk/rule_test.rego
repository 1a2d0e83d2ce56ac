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

rated(i, vendor, host, claimed, expected) := {
	"path": concat("", ["/egress/", format_int(i, 10)]),
	"params": {"vendor": vendor, "host": host, "claimed": claimed, "expected": expected},
}

cases["passes with the rating of the review"] := {"input": entry([slack({"risk": "low"})]), "expect": set()}

cases["a vendor without a rating fails"] := {
	"input": entry(["api.example.com", slack({})]),
	"expect": {rated(1, "Slack Technologies", "slack.com", "not at all", "low")},
}

cases["a lower rating than that of the review fails"] := {
	"input": entry([{"host": "screening.example.org", "vendor": "Partycheck Ltd", "risk": "medium"}]),
	"expect": {rated(0, "Partycheck Ltd", "screening.example.org", "medium", "high")},
}

cases["a higher rating than that of the review fails too"] := {
	"input": entry([slack({"risk": "medium"})]),
	"expect": {rated(0, "Slack Technologies", "slack.com", "medium", "low")},
}

cases["a vendor that nobody has reviewed may not call itself low"] := {
	"input": entry([newcomer({"risk": "low"})]),
	"expect": {rated(0, "Newcomer AB", "api.new.example.net", "low", "at least medium until it is reviewed")},
}

cases["a vendor that nobody has reviewed passes as medium or high"] := {
	"input": entry([newcomer({"risk": "medium"}), newcomer({"risk": "high"})]),
	"expect": set(),
}

cases["a vendor that nobody has reviewed or rated fails"] := {
	"input": entry([newcomer({})]),
	"expect": {rated(0, "Newcomer AB", "api.new.example.net", "not at all", "at least medium until it is reviewed")},
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
