# METADATA
# title: A new version tells what changed
# description: |
#   Teams decide by the change log whether and when to upgrade. A new entry has to name one, and a new version comes
#   with a change of it. As long as the version stays the same the entry is left alone, and so is a retired one.
# custom:
#   id: developer/changelog
#   level: deny
#   stage: warn
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "{subject} {problem}."
#   remediation: "Tell in the change log what version {version} changes for those who use it, and name the file under `quality:`, such as `changelog: CHANGELOG.md`."
#   owner: platform-engineering
package souk.developer.changelog

import data.souk.lib.entry

violation contains {"path": "/quality/changelog", "params": {
	"subject": subject,
	"problem": problem,
	"version": input.entity.version,
}} if {
	input.entity.version != version_before
	[subject, problem] := flaw
	not entry.gone
}

default version_before := ""

version_before := input.before.version

flaw := ["A change log", "is not declared"] if not input.entity.quality.changelog

else := [file, "does not change with the new version"] if {
	version_before != ""
	file in input.evidence.files
	not file in input.change.attachments
}

file := entry.file_of(input.entity.quality.changelog)
