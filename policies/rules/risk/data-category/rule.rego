# METADATA
# title: It handles no sensitive category of data
# description: |
#   Some categories of data hurt people or the company when they leak, whatever class the entry claims. Which ones,
#   and how much each counts, is configured.
# custom:
#   id: risk/data-category
#   level: notice
#   stage: deny
#   kinds: [App, Connector]
#   message: "It handles {category} data."
#   remediation: "Leave {category} data out, for instance by a reference in its place, and take the category from `data.categories`."
#   owner: privacy-office
package souk.risk.data_category

import data.souk.lib.pointer

violation contains {"path": pointer.to(["data", "categories", i]), "params": {"tier": tier, "category": category}} if {
	some i, category in input.entity.data.categories
	tier := data.config.risk.categories[category]
	tier != "low"
}
