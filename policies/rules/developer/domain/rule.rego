# METADATA
# title: The domain comes from the vocabulary
# description: |
#   The portal is arranged by business domain; an entry of a domain that nobody knows stands in no shelf. Deprecated
#   and retired entries keep the domain that they had.
# custom:
#   id: developer/domain
#   level: warn
#   stage: deny
#   kinds: [App, Connector]
#   message: "The domain {word} is not in the list of the marketplace settings."
#   remediation: "Use a domain that the list has, or add {word} to `domains:` in marketplace.yaml by a pull request of its own."
#   owner: product-council
#   suggest: {param: word, among: settings.domains}
package souk.developer.domain

import data.souk.lib.entry

violation contains {"path": "/domain", "params": {"word": word}} if {
	word := input.entity.domain
	known := input.settings.domains
	not known[word]
	not entry.ending
}
