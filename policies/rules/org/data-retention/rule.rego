# METADATA
# title: Data is kept no longer than its categories allow
# description: |
#   Data that nobody needs any more can still leak, and personal data may not be kept beyond its purpose. Each category
#   has a longest time in `data/org.yaml`; a compliance label that stands for a legal duty to keep records allows more.
#   Retired entries are left alone. The rule warns only, until every owner has agreed on the times.
# custom:
#   id: org/data-retention
#   level: deny
#   stage: warn
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "For {categories} data the longest time is {days} days; the entry says {retention}."
#   remediation: "Write how long the data is kept, such as `retention: {days}d` or less. When a law demands more, add its compliance label."
#   owner: privacy-office
package souk.org.data_retention

import data.souk.lib.category
import data.souk.lib.duration

violation contains {"path": "/data/retention", "params": params} if {
	not kept_within_limit
	params := {
		"retention": object.get(input.entity.data, "retention", "nothing"),
		"days": limit,
		"categories": concat(", ", sort([name |
			some name, demand in category.demands
			demand.maxRetentionDays == shortest
		])),
	}
}

shortest := min([demand.maxRetentionDays | some demand in category.demands])

duties := [days | some label in input.entity.compliance; days := data.config.org.retentionDuties[label]]

limit := max(array.concat([shortest], duties))

kept_within_limit if duration.days(input.entity.data.retention) <= limit
