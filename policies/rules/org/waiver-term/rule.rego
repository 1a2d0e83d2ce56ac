# METADATA
# title: A waiver ends within the longest term
# description: |
#   An exception without an end becomes the rule. Whoever needs it longer asks again, and somebody looks again.
# custom:
#   id: org/waiver-term
#   level: deny
#   stage: deny
#   kinds: [Waiver]
#   message: "The waiver would last {days} days; the longest term is {most}."
#   remediation: "Choose a nearer day in `expiresAt`. A waiver can be renewed when it runs out."
#   owner: security
package souk.org.waiver_term

import data.souk.lib.timestamp

violation contains {"path": "/expiresAt", "params": {"days": ceil(days), "most": data.config.waivers.maxDays}} if {
	days := timestamp.days_ahead(input.entity.expiresAt)
	days > data.config.waivers.maxDays
}
