# METADATA
# title: The license is declared
# description: Whoever reuses an entry has to know under which terms, inside the company too.
# custom:
#   id: developer/license
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The entry does not say under which license it may be used."
#   remediation: "Write `license:` with an SPDX expression, such as Apache-2.0 or LicenseRef-Acme-Internal."
#   owner: platform-engineering
package souk.developer.license

import data.souk.lib.entry

violation contains {"path": "/license", "params": {}} if {
	not input.entity.license
	not entry.gone
}
