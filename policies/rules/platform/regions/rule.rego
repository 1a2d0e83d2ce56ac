# METADATA
# title: Regions are those of the marketplace
# description: |
#   The platform can run an entry only where it has a presence, and residency is judged by the names of these regions.
#   Without a list of regions in the marketplace settings any name is allowed. Retired entries are left alone.
# custom:
#   id: platform/regions
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The region {region} is not in the list of the marketplace settings."
#   remediation: "Write a region that the list has, such as eu-west-1, or add {region} to `regions:` in marketplace.yaml by a pull request of its own."
#   owner: platform-engineering
#   suggest: {param: region, among: settings.regions}
package souk.platform.regions

import data.souk.lib.entry
import data.souk.lib.pointer

violation contains {"path": pointer.to(["runtime", "regions", i]), "params": {"region": region}} if {
	known := input.settings.regions
	some i, region in input.entity.runtime.regions
	not known[region]
	not entry.gone
}
