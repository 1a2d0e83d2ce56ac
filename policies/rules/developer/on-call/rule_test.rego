package souk.developer.on_call_test

import data.souk.developer.on_call
import data.souk.testing

config := {"developer": {"onCall": {"tags": {"business-critical": true, "safety": true, "partner": false}}}}

supported_by(tags, support) := testing.input_of(object.union(
	object.remove(testing.app, ["support"]),
	{"tags": tags, "support": support},
))

both := {"oncall": "https://oncall.example.com/freight", "sla": "24x7"}

no_oncall(tag) := {"path": "/support/oncall", "params": {"tag": tag, "what": "who is on call"}}

no_sla(tag) := {"path": "/support/sla", "params": {"tag": tag, "what": "how fast help comes"}}

cases["a critical entry passes with both"] := {
	"input": supported_by(["shipments", "business-critical"], both),
	"expect": set(),
}

cases["a channel is enough for on call"] := {
	"input": supported_by(["business-critical"], {"oncall": "#freight", "sla": "24x7"}),
	"expect": set(),
}

cases["a critical entry fails without on call"] := {
	"input": supported_by(["shipments", "business-critical"], {"sla": "24x7"}),
	"expect": {no_oncall("business-critical")},
}

cases["a critical entry fails without a promise"] := {
	"input": supported_by(["business-critical"], {"oncall": "#freight"}),
	"expect": {no_sla("business-critical")},
}

cases["a critical entry fails twice without support"] := {
	"input": testing.input_of(object.union(object.remove(testing.app, ["support"]), {"tags": ["business-critical"]})),
	"expect": {no_oncall("business-critical"), no_sla("business-critical")},
}

cases["two critical tags are told once, by the first"] := {
	"input": supported_by(["safety", "business-critical"], {"sla": "24x7"}),
	"expect": {no_oncall("safety")},
}

cases["a tag that is switched off asks for nothing"] := {"input": supported_by(["partner"], {}), "expect": set()}

cases["other entries need neither"] := {"input": supported_by(["shipments"], {}), "expect": set()}

cases["an entry without tags needs neither"] := {
	"input": testing.input_of(object.remove(testing.app, ["tags", "support"])),
	"expect": set(),
}

cases["a deprecated entry is still depended on"] := {
	"input": testing.input_of(object.union(
		supported_by(["business-critical"], {"sla": "24x7"}).entity,
		{"lifecycle": {"stage": "deprecated"}},
	)),
	"expect": {no_oncall("business-critical")},
}

cases["a retired entry is left alone"] := {
	"input": testing.input_of(object.union(
		supported_by(["business-critical"], {}).entity,
		{"lifecycle": {"stage": "retired"}},
	)),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	on_call.violation == case.expect with input as case.input with data.config as config
}
