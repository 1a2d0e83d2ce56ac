package souk.platform.embedding_test

import data.souk.platform.embedding
import data.souk.testing

config := {"platform": {"embedding": {
	"types": {"iframe": true, "web-component": true, "container": false},
	"sources": {"'unsafe-inline'": true, "'unsafe-eval'": true, "*": true, "https:": true, "data:": false},
}}}

of(runtime) := testing.input_of(object.union(object.remove(testing.app, ["runtime"]), {"runtime": runtime}))

component(csp) := of({"type": "web-component", "csp": csp})

strict := "default-src 'none'; script-src 'self' https://cdn.example.com; img-src data:"

frame(sandbox) := of({"type": "iframe", "csp": strict, "sandbox": sandbox})

policy(problem) := {{"path": "/runtime/csp", "params": {"part": "Content-Security-Policy", "problem": problem}}}

sandbox(path, problem) := {{"path": path, "params": {"part": "sandbox", "problem": problem}}}

cases["a web component with a strict policy passes"] := {"input": component(strict), "expect": set()}

cases["a frame with a strict policy and a sandbox passes"] := {
	"input": frame(["allow-scripts", "allow-forms"]),
	"expect": set(),
}

cases["a web component without a policy fails"] := {
	"input": of({"type": "web-component"}),
	"expect": policy("is missing"),
}

cases["a frame without both fails twice"] := {
	"input": of({"type": "iframe"}),
	"expect": policy("is missing") | sandbox("/runtime/sandbox", "is missing"),
}

cases["a policy without default-src fails"] := {
	"input": component("script-src 'self'"),
	"expect": policy("has no default-src"),
}

cases["a source called default-src is no directive"] := {
	"input": component("script-src default-src"),
	"expect": policy("has no default-src"),
}

cases["inline scripts fail"] := {
	"input": component("default-src 'self'; script-src 'self' 'unsafe-inline'"),
	"expect": policy("allows 'unsafe-inline' in script-src"),
}

cases["capitals make no difference"] := {
	"input": component("Default-Src 'self'; Script-Src 'Unsafe-Eval'"),
	"expect": policy("allows 'unsafe-eval' in script-src"),
}

cases["a bare star fails"] := {"input": component("default-src *"), "expect": policy("allows * in default-src")}

cases["a star as part of a host passes"] := {"input": component("default-src https://*.example.com"), "expect": set()}

cases["a scheme alone fails"] := {
	"input": component("default-src 'self'; connect-src https:"),
	"expect": policy("allows https: in connect-src"),
}

cases["a comma begins another policy"] := {
	"input": component("default-src *, script-src 'self'"),
	"expect": policy("allows * in default-src"),
}

cases["lines and tabs part words"] := {
	"input": component("default-src\n'self';\tscript-src\t*;"),
	"expect": policy("allows * in script-src"),
}

cases["an empty sandbox is the strictest one"] := {"input": frame([]), "expect": set()}

cases["a sandbox that can be taken off fails"] := {
	"input": frame(["allow-scripts", "allow-same-origin"]),
	"expect": sandbox("/runtime/sandbox/1", "allows scripts and their own origin together"),
}

cases["the origin alone passes"] := {"input": frame(["allow-same-origin", "allow-forms"]), "expect": set()}

cases["a web component needs no sandbox"] := {"input": component("default-src 'none'"), "expect": set()}

cases["other types are not embedded"] := {"input": of({"type": "container", "csp": "default-src *"}), "expect": set()}

cases["other types need no policy"] := {"input": of({"type": "container"}), "expect": set()}

cases["other types need no default-src"] := {
	"input": of({"type": "container", "csp": "script-src 'self'"}),
	"expect": set(),
}

cases["other types may keep their origin"] := {
	"input": of({"type": "container", "sandbox": ["allow-scripts", "allow-same-origin"]}),
	"expect": set(),
}

cases["a retired entry is left alone"] := {
	"input": object.union(of({"type": "iframe"}), {"entity": {"lifecycle": {"stage": "retired"}}}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	embedding.violation == case.expect with input as case.input with data.config as config
}
