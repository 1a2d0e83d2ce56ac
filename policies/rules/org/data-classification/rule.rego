# METADATA
# title: Data is classified as its categories demand
# description: |
#   The class of an entry decides who may see its data and where it may be installed. Payroll that is called internal
#   would slip past all of that. Each category has a lowest class in `data/org.yaml`. Retired entries are left alone.
# custom:
#   id: org/data-classification
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "For {categories} data the class is at least {least}; the entry says {classification}."
#   remediation: "Write `classification: {least}` under `data`, or take the category out when the entry does not handle such data."
#   owner: privacy-office
package souk.org.data_classification

import data.souk.lib.category

violation contains {"path": "/data/classification", "params": params} if {
	ranks := {name: rank[demand.classification] | some name, demand in category.demands}
	least := max([needed | some needed in ranks])
	given < least
	params := {
		"classification": object.get(input.entity.data, "classification", "nothing"),
		"least": classes[least],
		"categories": concat(", ", sort([name | some name, needed in ranks; needed == least])),
	}
}

default given := -1

given := rank[input.entity.data.classification]

classes := ["public", "internal", "confidential", "restricted"]

rank := {class: i | some i, class in classes}
