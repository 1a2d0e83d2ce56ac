# METADATA
# title: Compliance labels come from the vocabulary
# description: |
#   Audits select entries by label; one that is spelt in another way is left out of them. A retired entry is left alone.
# custom:
#   id: developer/compliance
#   level: warn
#   stage: deny
#   kinds: [App, Connector]
#   message: "The compliance label {word} is not in the list of the marketplace settings."
#   remediation: "Use a compliance label that the list has, or add {word} to `compliance:` in marketplace.yaml by a pull request of its own."
#   owner: privacy-office
#   suggest: {param: word, among: settings.compliance}
package souk.developer.compliance

import data.souk.lib.entry
import data.souk.lib.pointer

violation contains {"path": pointer.to(["compliance", i]), "params": {"word": word}} if {
	known := input.settings.compliance
	some i, word in input.entity.compliance
	not known[word]
	not entry.gone
}
