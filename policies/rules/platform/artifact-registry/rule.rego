# METADATA
# title: The artifact comes from an approved registry
# description: |
#   The platform scans and keeps what is in its own registries; elsewhere an image can change or vanish. The registry
#   is what stands before the first slash, compared letter by letter, so that registry.example.com.evil.net and
#   anyone@registry.example.com do not pass for registry.example.com. Retired entries are left alone.
# custom:
#   id: platform/artifact-registry
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The artifact {origin}."
#   remediation: "Push the artifact to an approved registry and name it in `artifact.ref`, such as registry.example.com/acme/invoice-scanner@sha256:…"
#   owner: security
package souk.platform.artifact_registry

import data.souk.lib.entry

violation contains {"path": "/artifact/ref", "params": {"origin": origin}} if {
	ref := input.entity.artifact.ref
	not approved(ref)
	not entry.gone
	origin := origin_of(ref)
}

approved(ref) if {
	parts := split(ref, "/")
	count(parts) > 1
	data.config.platform.artifact.registries[parts[0]]
}

approved(ref) if {
	some path, true in data.config.platform.artifact.paths
	endswith(path, "/")
	startswith(ref, path)
	not contains(ref, "/.")
}

origin_of(ref) := concat(" ", ["comes from", split(ref, "/")[0], "which is not an approved registry"]) if contains(ref, "/")

origin_of(ref) := "names no registry" if not contains(ref, "/")
