# METADATA
# title: The artifact is signed
# description: |
#   A signature tells who released the artifact, and an attestation what it was built from. Without them anybody who can
#   write to the registry can put something else there. What an entry has to show is in `data/platform.yaml`, by
#   lifecycle stage and risk. The risk of an entry can rise without a change of its own, so what was missing before is
#   tolerated with a warning; deprecated and retired entries keep what they have.
# custom:
#   id: platform/signature
#   level: deny
#   stage: deny-new
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "An entry of {tier} risk has to name {what}, and this one names none."
#   remediation: "Let the release workflow sign the artifact, then write `signedBy: release@example.com` and `attestations: [attestations/provenance.sigstore.json]` under `provenance`."
#   owner: security
package souk.platform.signature

import data.souk.lib.supply_chain

violation contains found("signedBy", "who signed its artifact") if {
	supply_chain.demands.signature
	object.get(input.entity, ["provenance", "signedBy"], "") == ""
}

violation contains found("attestations", "an attestation of its build") if {
	supply_chain.demands.attestation
	not input.entity.provenance.attestations[0]
}

found(field, what) := {
	"path": concat("", ["/provenance/", field]),
	"params": {"what": what, "tier": supply_chain.tier},
}
