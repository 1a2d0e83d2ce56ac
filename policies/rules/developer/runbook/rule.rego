# METADATA
# title: There is a runbook
# description: |
#   At three in the morning somebody who did not write the entry has to bring it back. The runbook tells how. A retired
#   entry runs nowhere and is left alone.
# custom:
#   id: developer/runbook
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The runbook {problem}."
#   remediation: "Put a file beside the manifest that says how to see whether the entry works, how to restart it and whom to call, and write `runbook: runbook.md` under `support:`. An https address will do too."
#   owner: service-operations
package souk.developer.runbook

import data.souk.lib.entry

violation contains {"path": "/support/runbook", "params": {"problem": problem}} if {
	problem := flaw
	not entry.gone
}

flaw := "is not declared" if not input.entity.support.runbook

else := "is neither a file nor an address" if contains(input.entity.support.runbook, " ")
