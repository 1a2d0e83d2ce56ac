# METADATA
# title: Runtimes
# description: What the platform knows of the version of a runtime that the judged entry names.
package souk.lib.runtime

# METADATA
# description: The last day of support, as text. Undefined when none is announced and for a version that is not listed.
ends := data.config.platform.runtime.versions[input.entity.runtime.version].ends

# METADATA
# description: True from the day after the last day of support on. Days and points in time sort as text.
over if {
	input.now > ends
	not startswith(input.now, ends)
}
