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
#   message: "The vendor {vendor} behind {host} {claim} here; {expected}."
#   remediation: "Write the rating beside the vendor, such as `risk: medium`. Security reviews vendors that have none."
#   owner: security
package souk.org.vendor_risk

import data.souk.lib.entry
import data.souk.lib.pointer

violation contains {"path": path, "params": params} if {
	not entry.gone
	some i, target in input.entity.egress
	vendor := target.vendor
	not accepted(vendor, object.get(target, "risk", "none"))
	path := place(i, target)
	params := {"vendor": vendor, "host": target.host, "claim": claim(target), "expected": expected(vendor)}
}

place(i, target) := pointer.to(["egress", i, "risk"]) if target.risk

place(i, target) := pointer.to(["egress", i]) if not target.risk

claim(target) := concat(" ", ["is rated", target.risk]) if target.risk

claim(target) := "has no rating" if not target.risk

ratings := data.config.org.vendors.ratings

least := data.config.org.vendors.unlistedAtLeast

accepted(vendor, claimed) if ratings[vendor] == claimed

accepted(vendor, claimed) if {
	not ratings[vendor]
	rank[claimed] >= rank[least]
}

expected(vendor) := concat(" ", ["the organisation rates it", ratings[vendor]])

expected(vendor) := concat(" ", ["a vendor that nobody reviewed counts as", least, "at least"]) if not ratings[vendor]

rank := {"low": 0, "medium": 1, "high": 2}
