# METADATA
# title: The tests are declared
# description: |
#   Whoever takes an entry over, or mends it for a vulnerability, has to see whether it still works. The declared
#   command is what the build runs. Deprecated and retired entries are left alone.
# custom:
#   id: developer/tests-declared
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The entry does not say how it is tested."
#   remediation: "Write the command that runs the tests, such as `tests: npm test`, under `quality:`."
#   owner: platform-engineering
package souk.developer.tests_declared

import data.souk.lib.entry

violation contains {"path": "/quality/tests", "params": {}} if {
	not declared
	not entry.ending
}

declared if {
	tests := trim_space(input.entity.quality.tests)
	tests != ""
	not data.config.developer.tests.none[lower(tests)]
}
