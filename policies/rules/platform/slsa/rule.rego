# METADATA
# title: The build is as trustworthy as the risk asks for
# description: |
#   The SLSA level says how hard it is to slip something into a build. Riskier entries need a higher one; the levels are
#   in `data/platform.yaml`, by lifecycle stage and risk. Teams need time to move their builds, so the rule warns for
#   now. Deprecated and retired entries keep what they have.
# custom:
#   id: platform/slsa
#   level: deny
#   stage: warn
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The build has SLSA level {level}; an entry of {tier} risk needs at least {least}."
#   remediation: "Build with the release workflow of the platform and write the level that it reaches, such as `slsa: {least}` under `provenance`."
#   owner: security
package souk.platform.slsa

import data.souk.lib.supply_chain

violation contains {"path": "/provenance/slsa", "params": {"level": level, "least": least, "tier": supply_chain.tier}} if {
	least := supply_chain.demands.slsa
	level < least
}

default level := 0

level := input.entity.provenance.slsa if is_number(input.entity.provenance.slsa)

# 3, L3, SLSA3 and SLSA 3: the level is the last character.
level := to_number(substring(text, count(text) - 1, 1)) if {
	text := input.entity.provenance.slsa
	is_string(text)
}
