# METADATA
# title: The class of data is harmless
# description: |
#   The class of data says how much harm a leak does. An entry that names no class is not known to be harmless, so
#   it counts as well.
# custom:
#   id: risk/data-class
#   level: notice
#   stage: deny
#   kinds: [App, Connector]
#   message: "It {handles}."
#   remediation: "Write the class that the data really has, such as `data.classification: internal`, and leave out data that the entry does not need."
#   owner: privacy-office
package souk.risk.data_class

violation contains {
	"path": "/data/classification",
	"params": {"tier": data.config.risk.classification[class], "handles": concat(" ", ["handles", class, "data"])},
} if {
	class := input.entity.data.classification
}

violation contains {
	"path": "/data/classification",
	"params": {
		"tier": data.config.risk.classification.undeclared,
		"handles": "does not say which class of data it handles",
	},
} if {
	not input.entity.data.classification
}
