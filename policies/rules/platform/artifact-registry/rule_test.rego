package souk.platform.artifact_registry_test

import data.souk.platform.artifact_registry
import data.souk.testing

config := {"platform": {"artifact": {
	"registries": {"registry.example.com": true, "old.example.com": false},
	"paths": {"ghcr.io/acme/": true, "ghcr.io/acme-old/": false, "quay.io/acme": true},
}}}

ref(text) := testing.input_of(object.union(testing.app, {"artifact": {"ref": text}}))

found(registry) := origin(concat(" ", ["comes from", registry, "which is not an approved registry"]))

origin(words) := {{"path": "/artifact/ref", "params": {"origin": words}}}

cases["an approved registry passes"] := {"input": ref("registry.example.com/acme/parcels:1"), "expect": set()}

cases["an approved path of another registry passes"] := {"input": ref("ghcr.io/acme/parcels:1"), "expect": set()}

cases["a name right below the registry passes"] := {"input": ref("registry.example.com/parcels:1"), "expect": set()}

cases["the rest of that registry fails"] := {"input": ref("ghcr.io/other/parcels:1"), "expect": found("ghcr.io")}

cases["a path that only begins alike fails"] := {
	"input": ref("ghcr.io/acme-evil/parcels:1"),
	"expect": found("ghcr.io"),
}

cases["a path cannot be left again"] := {"input": ref("ghcr.io/acme/../evil/parcels:1"), "expect": found("ghcr.io")}

cases["an approved path that ends without a slash does not count"] := {
	"input": ref("quay.io/acme-evil/parcels:1"),
	"expect": found("quay.io"),
}

cases["an approved registry as the beginning of another name fails"] := {
	"input": ref("registry.example.com.evil.net/acme/parcels:1"),
	"expect": found("registry.example.com.evil.net"),
}

cases["a registry behind a user name fails"] := {
	"input": ref("registry.example.com@evil.net/acme/parcels:1"),
	"expect": found("registry.example.com@evil.net"),
}

cases["a user name before an approved registry fails"] := {
	"input": ref("anyone@registry.example.com/acme/parcels:1"),
	"expect": found("anyone@registry.example.com"),
}

cases["another port is another registry"] := {
	"input": ref("registry.example.com:8443/acme/parcels:1"),
	"expect": found("registry.example.com:8443"),
}

cases["a scheme is not part of a reference"] := {
	"input": ref("https://registry.example.com/acme/parcels:1"),
	"expect": found("https:"),
}

cases["a reference without a registry fails"] := {"input": ref("parcels:1"), "expect": origin("names no registry")}

cases["the name of a registry alone is no reference"] := {
	"input": ref("registry.example.com"),
	"expect": origin("names no registry"),
}

cases["a registry that is switched off fails"] := {
	"input": ref("old.example.com/acme/parcels:1"),
	"expect": found("old.example.com"),
}

cases["a path that is switched off fails"] := {"input": ref("ghcr.io/acme-old/parcels:1"), "expect": found("ghcr.io")}

cases["without an artifact there is nothing to judge"] := {
	"input": testing.input_of(object.remove(testing.app, ["artifact"])),
	"expect": set(),
}

cases["a retired entry is left alone"] := {
	"input": object.union(ref("evil.net/parcels:1"), {"entity": {"lifecycle": {"stage": "retired"}}}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	artifact_registry.violation == case.expect with input as case.input with data.config as config
}
