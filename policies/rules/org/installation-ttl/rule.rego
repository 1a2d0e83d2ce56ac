# METADATA
# title: Installations end when they have to
# description: |
#   Trials and test instances that nobody ends go on costing money. Environments with a `maxTtl` are for such instances:
#   each says when it ends, and stays within that time. An end that has passed already is a mistake anywhere.
# custom:
#   id: org/installation-ttl
#   level: deny
#   stage: deny
#   kinds: [Installation]
#   message: "The installation in {environment} {problem}."
#   remediation: "Write `ttl: {longest}` or less, or `expiresAt:` with a day in the future that is no further away."
#   owner: platform-engineering
package souk.org.installation_ttl

import data.souk.lib.duration
import data.souk.lib.timestamp

violation contains {"path": "/ttl", "params": params("does not say when it ends")} if {
	input.refs.environment.maxTtl
	not input.entity.ttl
	not input.entity.expiresAt
}

violation contains {"path": "/ttl", "params": params("would live longer than the environment allows")} if {
	duration.days(input.entity.ttl) > limit
}

violation contains {"path": "/expiresAt", "params": params("would live longer than the environment allows")} if {
	ahead > limit
}

violation contains {"path": "/expiresAt", "params": params("has ended already")} if ahead <= 0

ahead := timestamp.days_ahead(input.entity.expiresAt)

limit := duration.days(input.refs.environment.maxTtl)

params(problem) := {
	"environment": input.entity.environment,
	"problem": problem,
	"longest": object.get(input, ["refs", "environment", "maxTtl"], "90d"),
}
