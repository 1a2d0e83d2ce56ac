# METADATA
# title: Somebody is on call for what the business depends on
# description: |
#   When an entry that carries such a tag fails, work stops in the depots. Everyone has to know beforehand who comes,
#   and how fast. Before an entry is published this is advice; a retired entry is left alone.
# custom:
#   id: developer/on-call
#   level: deny
#   stage: deny-new
#   kinds: [App, Connector]
#   enforceFrom: published
#   message: "The entry carries the tag {tag}, but does not say {what}."
#   remediation: "Write under `support:` who is called, such as `oncall: https://oncall.example.com/billing`, and what is promised, such as `sla: 24x7, answer within 30 minutes`."
#   owner: service-operations
package souk.developer.on_call

import data.souk.lib.entry
import data.souk.lib.pointer

promises := {"oncall": "who is on call", "sla": "how fast help comes"}

violation contains {"path": pointer.to(["support", field]), "params": {"tag": tag, "what": what}} if {
	tag := critical_tags[0]
	some field, what in promises
	not input.entity.support[field]
	not entry.gone
}

critical_tags := [tag |
	critical := data.config.developer.onCall.tags
	some tag in input.entity.tags
	critical[tag]
]
