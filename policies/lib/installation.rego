# METADATA
# title: Installations
# description: What a change does to an installation.
package souk.lib.installation

# METADATA
# description: |
#   This change installs something that did not run there before: the installation is new, or its app, its version
#   or its environment is another one.
starts if input.change.type == "added"

starts if {
	some field in ["app", "version", "environment"]
	input.before[field] != input.entity[field]
}
