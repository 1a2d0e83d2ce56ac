# METADATA
# title: The parts of the software are listed
# description: |
#   When a library turns out to be dangerous, the bill of materials tells within minutes who has it. Which entries need
#   one is in `data/platform.yaml`, by lifecycle stage and risk. A document that lies elsewhere needs its digest, so that
#   nobody can exchange it.
# custom:
#   id: platform/sbom
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The software bill of materials {problem}."
#   remediation: "Write the document of the build beside the manifest and name it, such as `sbom: {path: sbom.cdx.json, format: cyclonedx}`."
#   owner: security
package souk.platform.sbom

import data.souk.lib.entry
import data.souk.lib.supply_chain

violation contains {"path": "/sbom", "params": {"problem": "is missing"}} if {
	supply_chain.demands.sbom
	not sbom
}

violation contains {"path": "/sbom", "params": {"problem": "is declared without a path or an address"}} if {
	is_object(sbom)
	not sbom.path
	not sbom.url
}

violation contains {"path": path, "params": {"problem": "lies elsewhere and has no digest"}} if {
	not sbom.digest
	some path, text in documents
	entry.is_address(text)
	not entry.gone
}

sbom := input.entity.sbom

documents["/sbom"] := sbom if is_string(sbom)

documents["/sbom/path"] := sbom.path

documents["/sbom/url"] := sbom.url
