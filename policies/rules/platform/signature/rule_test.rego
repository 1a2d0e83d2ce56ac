package souk.platform.signature_test

import data.souk.platform.signature
import data.souk.testing

config := {"platform": {"supplyChain": {"published": {
	"low": {"sbom": false, "signature": false, "attestation": false, "slsa": 0},
	"medium": {"sbom": true, "signature": true, "attestation": false, "slsa": 2},
	"high": {"sbom": true, "signature": true, "attestation": true, "slsa": 3},
}}}}

with_risk(subject, tier) := object.union(subject, {"risk": {"tier": tier}})

of(provenance) := testing.input_of(object.union(object.remove(testing.app, ["provenance"]), {"provenance": provenance}))

signer(tier) := {"path": "/provenance/signedBy", "params": {"what": "who signed its artifact", "tier": tier}}

attestation := {"path": "/provenance/attestations", "params": {"what": "an attestation of its build", "tier": "high"}}

cases["a signer is enough for medium risk"] := {
	"input": with_risk(of({"signedBy": "release@example.com"}), "medium"),
	"expect": set(),
}

cases["medium risk needs a signer"] := {"input": with_risk(of({"slsa": 3}), "medium"), "expect": {signer("medium")}}

cases["an empty signer is none"] := {
	"input": with_risk(of({"signedBy": ""}), "medium"),
	"expect": {signer("medium")},
}

cases["high risk needs an attestation too"] := {
	"input": with_risk(of({"signedBy": "release@example.com"}), "high"),
	"expect": {attestation},
}

cases["an attestation may be a text"] := {
	"input": with_risk(of({"signedBy": "release@example.com", "attestations": ["provenance.json"]}), "high"),
	"expect": set(),
}

cases["an attestation may be a mapping"] := {
	"input": with_risk(of({"signedBy": "release@example.com", "attestations": [{"path": "provenance.json"}]}), "high"),
	"expect": set(),
}

cases["an empty list holds no attestation"] := {
	"input": with_risk(of({"signedBy": "release@example.com", "attestations": []}), "high"),
	"expect": {attestation},
}

cases["without provenance both are missing"] := {
	"input": with_risk(testing.input_of(object.remove(testing.app, ["provenance"])), "high"),
	"expect": {signer("high"), attestation},
}

cases["low risk needs neither here"] := {
	"input": with_risk(testing.input_of(object.remove(testing.app, ["provenance"])), "low"),
	"expect": set(),
}

cases["a risk that nobody assessed counts as high"] := {
	"input": object.remove(of({}), ["risk"]),
	"expect": {signer("high"), attestation},
}

cases["a stage that is not listed demands nothing"] := {
	"input": object.union(with_risk(of({}), "high"), {"entity": {"lifecycle": {"stage": "retired"}}}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	signature.violation == case.expect with input as case.input with data.config as config
}
