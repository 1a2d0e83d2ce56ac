package souk.platform.resources_test

import data.souk.platform.resources
import data.souk.testing

config := {"platform": {"runtime": {"types": {
	"container": {"resources": {
		"cpu": {"most": "1.5", "required": true},
		"memory": {"most": "1Gi", "required": true},
		"timeout": {"most": "15m", "required": true},
	}},
	"terraform": {"resources": {
		"cpu": {"most": "500m", "required": false},
		"memory": {"most": "512Mi", "required": false},
		"timeout": {"most": "1d", "required": true},
	}},
}}}}

of(type, resources) := testing.input_of(object.union(
	object.remove(testing.app, ["runtime"]),
	{"runtime": {"type": type, "resources": resources}},
))

fits := {"cpu": "500m", "memory": "512Mi", "timeout": "30s"}

with_value(resource, value) := of("container", object.union(fits, {resource: value}))

one(type, resource, value, most) := {
	"path": concat("/", ["/runtime/resources", resource]),
	"params": {"resource": resource, "value": value, "type": type, "most": most},
}

too_much(resource, value, most) := {one("container", resource, value, most)}

cases["less than the caps passes"] := {"input": of("container", fits), "expect": set()}

cases["just as much as the caps passes"] := {
	"input": of("container", {"cpu": "1500m", "memory": "1024Mi", "timeout": "900s"}),
	"expect": set(),
}

cases["a thousandth of a core is more than zero"] := {"input": with_value("cpu", "1m"), "expect": set()}

cases["a thousandth of a core too much fails"] := {
	"input": with_value("cpu", "1501m"),
	"expect": too_much("cpu", "1501m", "1.5"),
}

cases["cores are compared with cores"] := {"input": with_value("cpu", "2"), "expect": too_much("cpu", "2", "1.5")}

cases["one byte too much fails"] := {
	"input": with_value("memory", "1073741825"),
	"expect": too_much("memory", "1073741825", "1Gi"),
}

cases[concat(" ", [value, "is just within 1Gi"])] := {"input": with_value("memory", value), "expect": set()} if {
	some value in ["1073741824", "1073741k", "1073.7418M", "1.07374182G", "0.001073741T", "1048576Ki", "1.0Gi", "0.0009Ti"]
}

cases[concat(" ", [value, "is more than 1Gi"])] := {
	"input": with_value("memory", value),
	"expect": too_much("memory", value, "1Gi"),
} if {
	some value in ["1073742k", "1073.742M", "1.073742G", "0.001073742T", "1048577Ki", "1025Mi", "1.1Gi", "0.00098Ti"]
}

cases["zeros in front do not matter"] := {"input": with_value("memory", "0512Mi"), "expect": set()}

cases["a second too long fails"] := {
	"input": with_value("timeout", "901s"),
	"expect": too_much("timeout", "901s", "15m"),
}

cases[concat(" ", [value, "is just within 15 minutes"])] := {
	"input": with_value("timeout", value),
	"expect": set(),
} if {
	some value in ["900000ms", "15m", "PT15M"]
}

cases[concat(" ", [value, "is longer than 15 minutes"])] := {
	"input": with_value("timeout", value),
	"expect": too_much("timeout", value, "15m"),
} if {
	some value in ["900001ms", "16m", "1h", "1d", "1w", "1mo", "1y"]
}

cases["a length of time may be written after ISO 8601"] := {
	"input": with_value("timeout", "PT16M"),
	"expect": too_much("timeout", "PT16M", "15m"),
}

cases["nothing stands for no limit and fails"] := {
	"input": of("container", {"cpu": "0m", "memory": "0", "timeout": "0s"}),
	"expect": {
		one("container", "cpu", "0m", "1.5"),
		one("container", "memory", "0", "1Gi"),
		one("container", "timeout", "0s", "15m"),
	},
}

cases["a type that needs resources fails without them"] := {
	"input": testing.input_of(object.union(object.remove(testing.app, ["runtime"]), {"runtime": {"type": "container"}})),
	"expect": {
		one("container", "cpu", "not stated", "1.5"),
		one("container", "memory", "not stated", "1Gi"),
		one("container", "timeout", "not stated", "15m"),
	},
}

cases["what a type does not need may be left out"] := {"input": of("terraform", {"timeout": "24h"}), "expect": set()}

cases["what a type does not need is capped where it is stated"] := {
	"input": of("terraform", {"cpu": "1", "memory": "256Mi", "timeout": "86401s"}),
	"expect": {one("terraform", "cpu", "1", "500m"), one("terraform", "timeout", "86401s", "1d")},
}

cases["a deprecated entry keeps what it has"] := {
	"input": object.union(of("container", {"cpu": "64"}), {"entity": {"lifecycle": {"stage": "deprecated"}}}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	resources.violation == case.expect with input as case.input with data.config as config
}
