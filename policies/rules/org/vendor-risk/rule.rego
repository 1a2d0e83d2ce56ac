# METADATA
# title: Each vendor carries the rating of its review
# description: |
#   Data that goes to another company is only as safe as that company. Security reviews vendors and keeps their ratings
#   in `data/org.yaml`; an entry repeats the rating, so that whoever reads the manifest sees it, and cannot choose its
#   own. Retired entries are left alone.
# custom:
#   id: org/vendor-risk
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The vendor {vendor} behind {host} is rated {claimed} here; the rating of the organisation is {expected}."
#   remediation: "Write the rating beside the vendor, such as `risk: medium`. Security reviews vendors that have none."
#   owner: security
package souk.org.vendor_risk

import data.souk.lib.entry
import data.souk.lib.pointer

violation contains {"path": pointer.to(["egress", i]), "params": params} if {
	not entry.gone
	some i, target in input.entity.egress
	vendor := target.vendor
	claimed := object.get(target, "risk", "not at all")
	not accepted(vendor, claimed)
	params := {"vendor": vendor, "host": target.host, "claimed": claimed, "expected": expected(vendor)}
}

ratings := data.config.org.vendors.ratings

least := data.config.org.vendors.unlistedAtLeast

accepted(vendor, claimed) if ratings[vendor] == claimed

accepted(vendor, claimed) if {
	not ratings[vendor]
	rank[claimed] >= rank[least]
}

expected(vendor) := ratings[vendor]

expected(vendor) := concat(" ", ["at least", least, "until it is reviewed"]) if not ratings[vendor]

rank := {"low": 0, "medium": 1, "high": 2}
