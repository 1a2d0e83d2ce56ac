# METADATA
# title: What serves requests can be asked how it is
# description: |
#   Without a health check the platform sends requests to an instance that cannot answer them, and never restarts it.
#   The configuration says which types of runtime need one. A retired entry runs nowhere and is left alone.
# custom:
#   id: developer/health-check
#   level: deny
#   stage: deny-new
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The entry serves requests from a runtime of type {type}, but nothing tells whether it is healthy."
#   remediation: "Write a path that answers as long as the entry can do its work, such as `healthCheck: /healthz`, under `runtime:`. A command will do too."
#   owner: service-operations
package souk.developer.health_check

import data.souk.lib.entry

violation contains {"path": "/runtime/healthCheck", "params": {"type": input.entity.runtime.type}} if {
	not input.entity.runtime.healthCheck
	needed(data.config.developer.healthCheck.runtimes[input.entity.runtime.type])
	not entry.gone
}

needed("always")

needed("with-api") if count(input.entity.apis.provides) > 0
