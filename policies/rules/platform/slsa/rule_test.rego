package souk.platform.slsa_test

import data.souk.platform.slsa
import data.souk.testing

config := {"platform": {"supplyChain": {"published": {
	"low": {"sbom": false, "signature": false, "attestation": false, "slsa": 0},
	"medium": {"sbom": true, "signature": true, "attestation": false, "slsa": 2},
	"high": {"sbom": true, "signature": true, "attestation": true, "slsa": 3},
}}}}

with_risk(subject, tier) := object.union(subject, {"risk": {"tier": tier}})

of(slsa, tier) := with_risk(testing.input_of(object.union(testing.app, {"provenance": {"slsa": slsa}})), tier)

without(tier) := with_risk(testing.input_of(object.remove(testing.app, ["provenance"])), tier)

found(level, least, tier) := {{"path": "/provenance/slsa", "params": {"level": level, "least": least, "tier": tier}}}

cases["the level that the risk asks for passes"] := {"input": of(2, "medium"), "expect": set()}

cases["a higher level passes"] := {"input": of(4, "high"), "expect": set()}

cases["a lower level fails"] := {"input": of(2, "high"), "expect": found(2, 3, "high")}

cases["the level may be a text"] := {"input": of("3", "high"), "expect": set()}

cases["the level may be written L3"] := {"input": of("L3", "high"), "expect": set()}

cases["the level may be written SLSA 1 and is read"] := {
	"input": of("SLSA 1", "medium"),
	"expect": found(1, 2, "medium"),
}

cases["no level is level 0"] := {"input": without("medium"), "expect": found(0, 2, "medium")}

cases["level 0 is fine where nothing is demanded"] := {"input": of(0, "low"), "expect": set()}

cases["a risk that nobody assessed counts as high"] := {
	"input": object.remove(of(2, "low"), ["risk"]),
	"expect": found(2, 3, "high"),
}

cases["a stage that is not listed demands nothing"] := {
	"input": object.union(without("high"), {"entity": {"lifecycle": {"stage": "proposed"}}}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	slsa.violation == case.expect with input as case.input with data.config as config
}
