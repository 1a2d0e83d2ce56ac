package souk.org.revenue_share_test

import data.souk.org.revenue_share
import data.souk.testing

config := {"org": {"partners": {"tag": "partner", "maxShare": 0.7}}}

sharing(share) := {"name": "views", "unit": "call", "revenueShare": share}

entry(tags, metrics) := object.union(testing.app, {"tags": tags, "billing": {"plan": "partner", "metrics": metrics}})

too_much(i, share, most) := {
	"path": concat("", ["/billing/metrics/", format_int(i, 10), "/revenueShare"]),
	"params": {"metric": "views", "share": share, "most": most, "tag": "partner", "partnerMost": 0.7},
}

cases["a partner app passes with a share"] := {
	"input": testing.input_of(entry(["shipments", "partner"], [sharing("0.50")])),
	"expect": set(),
}

cases["a partner app passes with exactly the most, as text or number"] := {
	"input": testing.input_of(entry(["partner"], [sharing("0.70"), sharing(0.7)])),
	"expect": set(),
}

cases["more than the most fails, as text or number"] := {
	"input": testing.input_of(entry(["partner"], [sharing("0.71"), sharing(0.8)])),
	"expect": {too_much(0, "0.71", 0.7), too_much(1, 0.8, 0.7)},
}

cases["an app of our own passes nothing on"] := {
	"input": testing.input_of(entry(["shipments"], [{"name": "reads", "unit": "call"}, sharing("0.01")])),
	"expect": {too_much(1, "0.01", 0)},
}

cases["an app without tags is our own"] := {
	"input": testing.input_of(object.remove(entry([], [sharing("0.20")]), ["tags"])),
	"expect": {too_much(0, "0.20", 0)},
}

cases["a share of nothing is none"] := {
	"input": testing.input_of(entry([], [sharing("0"), sharing("0.00"), sharing(0)])),
	"expect": set(),
}

cases["metrics without a share pass"] := {"input": testing.input_of(testing.app), "expect": set()}

cases["an entry without billing passes"] := {
	"input": testing.input_of(object.remove(testing.app, ["billing"])),
	"expect": set(),
}

cases["a retired entry is left alone"] := {
	"input": testing.input_of(object.union(entry([], [sharing("0.20")]), {"lifecycle": {"stage": "retired"}})),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	revenue_share.violation == case.expect with input as case.input with data.config as config
}
