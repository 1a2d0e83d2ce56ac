# METADATA
# title: Reading manifests
# description: |
#   Many fields of a manifest have a short form, a text, and a long form, a mapping. These functions read both.
package souk.lib.manifest

stages := ["proposed", "vetted", "published", "maintenance-required", "deprecated", "retired"]

default stage := "proposed"

# METADATA
# description: Stage of the judged entry; one that names none is a proposal.
stage := input.entity.lifecycle.stage

# METADATA
# description: The name of an item that is a text or a mapping with a name.
name_of(item) := item if is_string(item)

name_of(item) := item.name if is_object(item)

# METADATA
# description: The host of an egress entry.
host_of(target) := target if is_string(target)

host_of(target) := target.host if is_object(target)

# METADATA
# description: Login or name of a person.
person_of(person) := person if is_string(person)

person_of(person) := object.get(person, "github", object.get(person, "email", object.get(person, "name", ""))) if is_object(person)

# METADATA
# description: Kind/id of an entity that is named by a text or by a mapping.
entity_of(entity) := entity if is_string(entity)

entity_of(entity) := concat("/", [entity.kind, entity.id]) if is_object(entity)
