# METADATA
# title: Data stays where its categories allow
# description: |
#   Contracts and laws say where some data may be kept. `data/org.yaml` gives the zones of each category and the zone of
#   each region; a place that it does not know is in no zone. Where the entry runs counts as much as where it says that
#   the data stays. Retired entries are left alone.
# custom:
#   id: org/data-residency
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "{place} is outside of {zones}, where {categories} data has to stay."
#   remediation: "Keep and run it in places of {zones} only, such as `residency: [eu]` and `regions: [eu-west-1]`, or take the category out."
#   owner: privacy-office
package souk.org.data_residency

import data.souk.lib.category
import data.souk.lib.pointer

violation contains {"path": pointer.to(["data", "residency", i]), "params": params} if {
	some i, place in input.entity.data.residency
	params := trespass(place)
}

violation contains {"path": pointer.to(["runtime", "regions", i]), "params": params} if {
	some i, place in input.entity.runtime.regions
	params := trespass(place)
}

# A category without zones may be anywhere.
bound := {name: demand.zones | some name, demand in category.demands}

trespass(place) := {"place": place, "zones": listed(common), "categories": listed(categories)} if {
	zone := object.get(data.config.org.regions, place, place)
	categories := {name | some name, zones in bound; not zones[zone]}
	count(categories) > 0
}

common := intersection({object.keys(zones) | some zones in bound})

listed(names) := concat(", ", sort(names)) if count(names) > 0

listed(names) := "no zone" if count(names) == 0
