package souk.platform.sbom_test

import data.souk.platform.sbom
import data.souk.testing

config := {"platform": {"supplyChain": {"published": {
	"low": {"sbom": false, "signature": false, "attestation": false, "slsa": 0},
	"medium": {"sbom": true, "signature": true, "attestation": false, "slsa": 2},
	"high": {"sbom": true, "signature": true, "attestation": true, "slsa": 3},
}}}}

with_risk(subject, tier) := object.union(subject, {"risk": {"tier": tier}})

without := testing.input_of(object.remove(testing.app, ["sbom"]))

of(sbom) := testing.input_of(object.union(object.remove(testing.app, ["sbom"]), {"sbom": sbom}))

digest := "sha256:8dd07c55e47065009c43fbe4752f269f7ee0fb40311e50e6b5da39716aa23e2e"

found(path, problem) := {{"path": path, "params": {"problem": problem}}}

cases["a document in the folder passes"] := {
	"input": with_risk(of({"path": "sbom.cdx.json", "format": "cyclonedx"}), "high"),
	"expect": set(),
}

cases["the short form passes, with ./ too"] := {"input": with_risk(of("./sbom.cdx.json"), "high"), "expect": set()}

cases["an entry of low risk needs none here"] := {"input": with_risk(without, "low"), "expect": set()}

cases["an entry of medium risk needs one"] := {
	"input": with_risk(without, "medium"),
	"expect": found("/sbom", "is missing"),
}

cases["a risk that nobody assessed counts as high"] := {
	"input": object.remove(without, ["risk"]),
	"expect": found("/sbom", "is missing"),
}

cases["a stage that is not listed demands nothing"] := {
	"input": object.union(with_risk(without, "high"), {"entity": {"lifecycle": {"stage": "deprecated"}}}),
	"expect": set(),
}

cases["an entry without a stage is a proposal"] := {
	"input": with_risk(testing.input_of(object.remove(testing.app, ["sbom", "lifecycle"])), "high"),
	"expect": set(),
}

cases["whether the document is there is seen by the check of references"] := {
	"input": of({"path": "parts.json"}),
	"expect": set(),
}

cases["a format alone names no document"] := {
	"input": of({"format": "spdx"}),
	"expect": found("/sbom", "is declared without a path or an address"),
}

cases["an address with a digest passes"] := {
	"input": of({"url": "https://artifacts.example.com/sbom.json", "digest": digest}),
	"expect": set(),
}

cases["an address without a digest fails"] := {
	"input": of({"url": "https://artifacts.example.com/sbom.json"}),
	"expect": found("/sbom/url", "lies elsewhere and has no digest"),
}

cases["an address in the short form has no digest"] := {
	"input": of("http://artifacts.example.com/sbom.json"),
	"expect": found("/sbom", "lies elsewhere and has no digest"),
}

cases["a retired entry is left alone"] := {
	"input": object.union(of("parts.json"), {"entity": {"lifecycle": {"stage": "retired"}}}),
	"expect": set(),
}

cases["a retired entry is left alone, with an address"] := {
	"input": object.union(of("https://artifacts.example.com/sbom.json"), {"entity": {"lifecycle": {"stage": "retired"}}}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	sbom.violation == case.expect with input as case.input with data.config as config
}
