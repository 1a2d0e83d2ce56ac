# METADATA
# title: Personal data has a privacy assessment
# description: |
#   The law asks for an assessment before personal data is handled, and the privacy office keeps the register of them.
#   Personal data shows in a category or in a compliance label; both lists are in `data/org.yaml`. Retired entries are
#   left alone.
# custom:
#   id: org/privacy-assessment
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The entry handles personal data ({because}), and its privacy assessment is {reference}."
#   remediation: "Ask the privacy office for an assessment and write its number, such as `privacyAssessment: {register}2026-014` under `data`."
#   owner: privacy-office
package souk.org.privacy_assessment

import data.souk.lib.category
import data.souk.lib.entry

violation contains {"path": "/data/privacyAssessment", "params": params} if {
	count(signs) > 0
	not assessed
	params := {
		"because": concat(", ", sort(signs)),
		"reference": object.get(input.entity, ["data", "privacyAssessment"], "missing"),
		"register": data.config.org.privacy.register,
	}
}

signs contains name if {
	some name, demand in category.demands
	demand.personal
}

signs contains label if {
	not entry.gone
	some label in input.entity.compliance
	data.config.org.privacy.labels[label]
}

assessed if startswith(input.entity.data.privacyAssessment, data.config.org.privacy.register)
