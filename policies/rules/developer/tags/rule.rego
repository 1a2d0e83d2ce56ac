# METADATA
# title: Tags come from the vocabulary
# description: |
#   People search and filter by tags, and two words for one thing split what they find. Deprecated and retired entries
#   keep the words that they had.
# custom:
#   id: developer/tags
#   level: warn
#   stage: deny
#   kinds: [App, Connector]
#   message: "The tag {word} is not in the list of the marketplace settings."
#   remediation: "Use a tag that the list has, or add {word} to `tags:` in marketplace.yaml by a pull request of its own."
#   owner: product-council
#   suggest: {param: word, among: settings.tags}
package souk.developer.tags

import data.souk.lib.entry
import data.souk.lib.pointer

violation contains {"path": pointer.to(["tags", i]), "params": {"word": word}} if {
	known := input.settings.tags
	some i, word in input.entity.tags
	not known[word]
	not entry.ending
}
