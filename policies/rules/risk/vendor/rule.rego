# METADATA
# title: Its vendors are rated as harmless
# description: |
#   What goes to another company is out of our hands. The rating of the vendor says how well it looks after it; a
#   vendor without a rating is not known to be harmless.
# custom:
#   id: risk/vendor
#   level: notice
#   stage: deny
#   kinds: [App, Connector]
#   message: "It sends data to {vendor}, a vendor {rated}."
#   remediation: "Have the vendor {vendor} reviewed and write its rating, such as `risk: low`, or use a vendor of lower risk."
#   owner: security
package souk.risk.vendor

import data.souk.lib.pointer

violation contains {
	"path": pointer.to(["egress", i, "risk"]),
	"params": {"tier": tier, "vendor": vendor, "rated": concat(" ", ["rated", target.risk])},
} if {
	some i, target in input.entity.egress
	vendor := target.vendor
	tier := data.config.risk.vendors[target.risk]
}

violation contains {
	"path": pointer.to(["egress", i, "risk"]),
	"params": {
		"tier": data.config.risk.vendors.unrated,
		"vendor": vendor,
		"rated": "that nobody has rated",
	},
} if {
	some i, target in input.entity.egress
	vendor := target.vendor
	not target.risk
}
