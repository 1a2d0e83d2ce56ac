# METADATA
# title: Names say what they name
# description: |
#   Ids, API names and event names end up in addresses, in topics and in the code of others, where nobody can change
#   them later. So what was there before is tolerated with a warning. Ids that are taken or say nothing are in
#   `data/platform.yaml`. Names of events that an entry only consumes are others' choice; deprecated and retired entries
#   are left alone.
# custom:
#   id: platform/naming
#   level: deny
#   stage: deny-new
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The {what} {name} {problem}."
#   remediation: "Name ids after what they do, such as invoice-scanner, APIs in kebab-case, such as dock-slots, and events from the reversed domain down, such as com.example.docks.slot.booked."
#   owner: platform-engineering
package souk.platform.naming

import data.souk.lib.characters
import data.souk.lib.entry
import data.souk.lib.manifest
import data.souk.lib.pointer

violation contains found(["id"], "id", id, "is too general or reserved") if {
	id := input.entity.id
	data.config.platform.naming.reserved[id]
	not entry.ending
}

violation contains found(path_of(["apis", "provides", i], api), "API name", name, "is not in kebab-case") if {
	some i, api in input.entity.apis.provides
	name := manifest.name_of(api)
	not characters.is_kebab(name)
	not entry.ending
}

violation contains found(path_of(["events", "produces", i], event), "event name", name, problem) if {
	problem := "does not begin with a reversed domain"
	some i, event in input.entity.events.produces
	name := manifest.name_of(event)
	not is_reverse_domain(name)
	not entry.ending
}

found(path, what, name, problem) := {
	"path": pointer.to(path),
	"params": {"what": what, "name": name, "problem": problem},
}

path_of(path, item) := path if is_string(item)

path_of(path, item) := array.concat(path, ["name"]) if is_object(item)

is_reverse_domain(name) if regex.match(`^[a-z0-9-]+(?:\.[a-z0-9-]+){2,}$`, name)
