# METADATA
# title: The artifact is pinned by its digest
# description: |
#   A tag can be moved to other content after the review; a digest cannot. What was scanned, signed and approved is
#   then what runs. Runtime types that need an artifact are in `data/platform.yaml`; a proposal may not have been built
#   yet, so it may name none. Retired entries are left alone.
# custom:
#   id: platform/artifact-digest
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The artifact {problem}."
#   remediation: "Write the reference with its digest, such as `ref: registry.example.com/acme/invoice-scanner@sha256:` and the 64 hexadecimal digits that the build printed."
#   owner: security
package souk.platform.artifact_digest

import data.souk.lib.characters
import data.souk.lib.entry
import data.souk.lib.manifest

violation contains {"path": "/artifact", "params": {"problem": "is missing"}} if {
	not input.entity.artifact
	data.config.platform.runtime.types[input.entity.runtime.type].artifact
	manifest.stage != "proposed"
	not entry.gone
}

violation contains {"path": "/artifact/ref", "params": {"problem": "is not pinned by a sha256 digest"}} if {
	not pinned(input.entity.artifact.ref)
	not entry.gone
}

pinned(ref) if {
	parts := split(ref, "@sha256:")
	count(parts) == 2
	parts[0] != ""
	count(parts[1]) == 64
	characters.only(parts[1], characters.hexadecimal)
}
