package souk.platform.regions_test

import data.souk.platform.regions
import data.souk.testing

config := {}

of(regions) := testing.input_of(object.union(testing.app, {"runtime": {"regions": regions}}))

found(i, region) := {{"path": concat("/", ["/runtime/regions", i]), "params": {"region": region}}}

cases["regions of the settings pass"] := {"input": of(["eu-west-1", "us-east-1"]), "expect": set()}

cases["another region fails"] := {"input": of(["eu-west-1", "eu-west-9"]), "expect": found("1", "eu-west-9")}

cases["capitals make another region"] := {"input": of(["EU-west-1"]), "expect": found("0", "EU-west-1")}

cases["each unknown region is named"] := {
	"input": of(["moon", "mars"]),
	"expect": found("0", "moon") | found("1", "mars"),
}

cases["without a list in the settings any name passes"] := {
	"input": testing.with_field(of(["moon"]), "settings", object.remove(testing.settings, ["regions"])),
	"expect": set(),
}

cases["an empty list in the settings allows none"] := {
	"input": testing.with_field(of(["moon"]), "settings", {"regions": {}}),
	"expect": found("0", "moon"),
}

cases["no regions pass"] := {"input": of([]), "expect": set()}

cases["a runtime that says nothing of regions passes"] := {
	"input": testing.input_of(object.union(object.remove(testing.app, ["runtime"]), {"runtime": {"type": "container"}})),
	"expect": set(),
}

cases["a retired entry is left alone"] := {
	"input": object.union(of(["moon"]), {"entity": {"lifecycle": {"stage": "retired"}}}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	regions.violation == case.expect with input as case.input with data.config as config
}
