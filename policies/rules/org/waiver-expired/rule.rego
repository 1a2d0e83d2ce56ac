# METADATA
# title: A waiver that has run out is taken away
# description: |
#   It silences nothing any more. Left where it is, it looks like a permission.
# custom:
#   id: org/waiver-expired
#   level: warn
#   stage: deny
#   kinds: [Waiver]
#   message: "The waiver ran out on {date}; {rule} counts again for {entity}."
#   remediation: "Remove the file, or ask for the exception again with a new `expiresAt`."
#   owner: platform-engineering
package souk.org.waiver_expired

import data.souk.lib.manifest
import data.souk.lib.timestamp

violation contains {"path": "/expiresAt", "params": {
	"date": input.entity.expiresAt,
	"rule": input.entity.rule,
	"entity": manifest.entity_of(input.entity.entity),
}} if {
	timestamp.days_ahead(input.entity.expiresAt) <= 0
}
