# METADATA
# title: Categories of data
# description: |
#   What the organisation demands of the categories that an entry names in `data.categories`. A category that
#   `data/org.yaml` does not list is held to `unlistedCategory`, so that a misspelt one does not pass unseen.
package souk.lib.category

import data.souk.lib.entry

# METADATA
# description: Demands by category. Empty for a retired entry, which keeps its record but no data.
demands[name] := object.get(data.config.org.categories, name, data.config.org.unlistedCategory) if {
	not entry.gone
	some name in input.entity.data.categories
}
