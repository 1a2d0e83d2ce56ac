# METADATA
# title: What an entry has to show of its making
# description: Evidence that `data/platform.yaml` demands of the judged entry, by its stage and its risk.
package souk.lib.supply_chain

import data.souk.lib.manifest

default demands := {}

# METADATA
# description: The demands, such as {sbom, signature, attestation, slsa}. Empty when there are none.
demands := data.config.platform.supplyChain[manifest.stage][tier]

# A risk that nobody assessed may be any.
default tier := "high"

# METADATA
# description: Risk tier of the entry.
tier := input.risk.tier
