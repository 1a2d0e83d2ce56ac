package souk.platform.artifact_digest_test

import data.souk.platform.artifact_digest
import data.souk.testing

config := {"platform": {"runtime": {"types": {"container": {"artifact": true}, "iframe": {"artifact": false}}}}}

digest := "8dd07c55e47065009c43fbe4752f269f7ee0fb40311e50e6b5da39716aa23e2e"

ref(parts) := testing.input_of(object.union(testing.app, {"artifact": {"ref": concat("", parts)}}))

without(type) := testing.input_of(object.union(object.remove(testing.app, ["artifact"]), {"runtime": {"type": type}}))

retired(subject) := object.union(subject, {"entity": {"lifecycle": {"stage": "retired"}}})

unpinned := {{"path": "/artifact/ref", "params": {"problem": "is not pinned by a sha256 digest"}}}

missing := {{"path": "/artifact", "params": {"problem": "is missing"}}}

cases["a digest of 64 hexadecimal digits passes"] := {
	"input": ref(["registry.example.com/a/b@sha256:", digest]),
	"expect": set(),
}

cases["a tag beside the digest does no harm"] := {
	"input": ref(["registry.example.com/a/b:1.0.0@sha256:", digest]),
	"expect": set(),
}

cases["a tag alone can be moved"] := {"input": ref(["registry.example.com/a/b:1.0.0"]), "expect": unpinned}

cases["63 digits are no digest"] := {
	"input": ref(["registry.example.com/a/b@sha256:", substring(digest, 0, 63)]),
	"expect": unpinned,
}

cases["65 digits are no digest"] := {
	"input": ref(["registry.example.com/a/b@sha256:", digest, "0"]),
	"expect": unpinned,
}

cases["capitals are no digits of a digest"] := {
	"input": ref(["registry.example.com/a/b@sha256:", upper(digest)]),
	"expect": unpinned,
}

cases["a digest by another method does not count"] := {
	"input": ref(["registry.example.com/a/b@sha512:", digest, digest]),
	"expect": unpinned,
}

cases["a digest of nothing does not count"] := {"input": ref(["@sha256:", digest]), "expect": unpinned}

cases["a second digest does not count"] := {
	"input": ref(["registry.example.com/a/b@sha256:", digest, "@sha256:", digest]),
	"expect": unpinned,
}

cases["a type that is built fails without an artifact"] := {"input": without("container"), "expect": missing}

cases["a proposal may not have been built yet"] := {
	"input": object.union(without("container"), {"entity": {"lifecycle": {"stage": "proposed"}}}),
	"expect": set(),
}

cases["a proposal pins what it names"] := {
	"input": object.union(ref(["a/b:1"]), {"entity": {"lifecycle": {"stage": "proposed"}}}),
	"expect": unpinned,
}

cases["a type that is not built passes without an artifact"] := {"input": without("iframe"), "expect": set()}

cases["a retired entry is left alone, without an artifact"] := {
	"input": retired(without("container")),
	"expect": set(),
}

cases["a retired entry is left alone, unpinned"] := {"input": retired(ref(["a/b:1"])), "expect": set()}

test_cases[name] if {
	some name, case in cases
	artifact_digest.violation == case.expect with input as case.input with data.config as config
}
