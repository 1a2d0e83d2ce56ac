# METADATA
# title: It handles no personal or regulated data
# description: |
#   Data of people, and data that a law regulates, is seen by the privacy office before each change of an entry that
#   handles it. A removal needs no such look.
# custom:
#   id: approval/data
#   level: notice
#   stage: deny
#   kinds: [App, Connector]
#   message: "It handles {nature} data ({category})."
#   remediation: "Leave {category} data out, or ask {role} for a review and name the privacy assessment in `data.privacyAssessment`."
#   owner: privacy-office
package souk.approval.data

import data.souk.lib.approval
import data.souk.lib.pointer

violation contains {
	"path": pointer.to(["data", "categories", i]),
	"params": object.union(demand, {"category": category, "nature": nature}),
} if {
	approval.kept
	some i, category in input.entity.data.categories
	nature := data.config.approval.data.categories[category]
	some demand in approval.demands(data.config.approval.data.roles)
}

violation contains {
	"path": pointer.to(["compliance", i]),
	"params": object.union(demand, {"category": label, "nature": nature}),
} if {
	approval.kept
	some i, label in input.entity.compliance
	nature := data.config.approval.data.labels[label]
	some demand in approval.demands(data.config.approval.data.roles)
}
