# METADATA
# title: It runs code of its own and nothing else
# description: |
#   Some runtimes reach further than the entry itself: a Terraform module changes what other things run on.
# custom:
#   id: risk/runtime
#   level: notice
#   stage: deny
#   kinds: [App, Connector]
#   message: "It {does}."
#   remediation: "Use another runtime than {runtime} when the entry can do without what that one reaches."
#   owner: platform-engineering
package souk.risk.runtime

violation contains {
	"path": "/runtime/type",
	"params": {"tier": runtime.tier, "runtime": input.entity.runtime.type, "does": runtime.does},
} if {
	runtime := data.config.risk.runtimes[input.entity.runtime.type]
}
