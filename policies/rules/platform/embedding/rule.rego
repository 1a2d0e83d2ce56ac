# METADATA
# title: Embedded pages are shut in
# description: |
#   A web component or a frame runs in the portal of everybody who opens the page. The Content-Security-Policy says what
#   it may load, and the sandbox of a frame what it may do; scripts that also keep their origin can take the sandbox
#   off. Sources that make a policy useless are in `data/platform.yaml`. Retired entries are left alone.
# custom:
#   id: platform/embedding
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The {part} {problem}."
#   remediation: "Write a policy such as `csp: default-src 'none'; script-src 'self'`, and for an iframe a sandbox such as `sandbox: [allow-scripts]`."
#   owner: security
package souk.platform.embedding

import data.souk.lib.entry
import data.souk.lib.pointer

violation contains of_policy("is missing") if {
	embedded
	not runtime.csp
}

violation contains of_policy("has no default-src") if {
	embedded
	runtime.csp
	not "default-src" in {directive[0] | some directive in directives}
}

violation contains of_policy(concat(" ", ["allows", source, "in", directive[0]])) if {
	embedded
	sources := data.config.platform.embedding.sources
	some directive in directives
	some source in directive
	sources[source]
}

violation contains {"path": "/runtime/sandbox", "params": {"part": "sandbox", "problem": "is missing"}} if {
	runtime.type == "iframe"
	embedded
	not runtime.sandbox
}

violation contains {"path": pointer.to(["runtime", "sandbox", i]), "params": {"part": "sandbox", "problem": problem}} if {
	embedded
	"allow-scripts" in runtime.sandbox
	some i, "allow-same-origin" in runtime.sandbox
	problem := "allows scripts and their own origin together"
}

of_policy(problem) := {"path": "/runtime/csp", "params": {"part": "Content-Security-Policy", "problem": problem}}

default embedded := false

embedded if {
	data.config.platform.embedding.types[runtime.type]
	not entry.gone
}

runtime := input.entity.runtime

# Each directive as a list of lower-case words, its name first. Commas part policies as semicolons part directives.
directives contains words if {
	some text in split(replace(lower(runtime.csp), ",", ";"), ";")
	words := [word | some word in split(replace(replace(text, "\n", " "), "\t", " "), " "); word != ""]
}
