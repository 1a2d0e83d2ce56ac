# METADATA
# title: What others rely on has a service level objective
# description: |
#   Teams that build on an entry plan with what it promises, and error budgets are counted against it. Before an entry
#   is published this is advice. Deprecated and retired entries are left alone.
# custom:
#   id: developer/slo-declared
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: published
#   message: "The entry promises no service level."
#   remediation: "Declare at least one objective under `slos:`, such as `name: availability`, `objective: 99.5` and `window: 30d`."
#   owner: service-operations
package souk.developer.slo_declared

import data.souk.lib.entry

violation contains {"path": "/slos", "params": {}} if {
	not declared
	not entry.ending
}

declared if count(input.entity.slos) > 0
