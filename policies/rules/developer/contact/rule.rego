# METADATA
# title: Somebody can be reached
# description: |
#   Whoever finds a fault or needs more than the documentation says has to know whom to ask. A mailbox that nobody
#   reads is as good as none. A retired entry is left alone.
# custom:
#   id: developer/contact
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The contact {problem}."
#   remediation: "Write an address that people answer: `email: billing@example.com`, `slack: \"#billing\"` or `url: https://wiki.example.com/billing/help` under `contact:`."
#   owner: platform-engineering
package souk.developer.contact

import data.souk.lib.entry

violation contains {"path": "/contact", "params": {"problem": problem}} if {
	problem := flaw
	not entry.gone
}

flaw := "is missing" if not input.entity.contact

else := "leads to nobody who answers" if not reachable

reachable if {
	config := data.config.developer.contact
	some form, address in ways
	config.forms[form]
	trim_space(address) != ""
	not config.nobody[recipient(address)]
}

ways := input.entity.contact if is_object(input.entity.contact)

ways := {form_of(input.entity.contact): input.entity.contact} if is_string(input.entity.contact)

form_of(text) := "url" if startswith(text, "https://")

else := "url" if startswith(text, "http://")

else := "email" if indexof(text, "@") > 0

else := "slack" if not contains(text, " ")

# What stands before the @ of a mailbox, or the channel without its # or @.
recipient(address) := lower(split(trim_left(address, "#@"), "@")[0])
