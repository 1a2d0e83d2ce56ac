# METADATA
# title: Somebody else can step in
# description: |
#   An entry that one person looks after stops when that person is away. The backup owner is another team, and
#   brings at least one person whom the owning team does not have. A retired entry needs nobody any more.
# custom:
#   id: developer/backup-owner
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The backup owner {problem}."
#   remediation: "Name another team that knows the entry and has people of its own, such as `backupOwner: data-platform`."
#   owner: platform-engineering
package souk.developer.backup_owner

import data.souk.lib.entry

violation contains {"path": "/backupOwner", "params": {"problem": problem}} if {
	problem := flaw
	not entry.gone
}

flaw := "is missing" if not input.entity.backupOwner

else := "is the owner" if input.entity.backupOwner == input.entity.owner

else := "has nobody whom the owner does not have" if {
	owners := input.refs.owner.people
	backups := input.refs.backupOwner.people
	count(backups) > 0
	every person in backups { person in owners }
}
