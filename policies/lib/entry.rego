# METADATA
# title: Reading entries
# description: What several rules ask about an app or a connector.
package souk.lib.entry

# A rule without a value is evaluated for each rule that asks; with a default it is evaluated once.
default gone := false

# METADATA
# description: True of an entry that nobody can use any more. Its gaps are history.
gone if input.entity.lifecycle.stage == "retired"

gone if input.change.type == "removed"

default ending := false

# METADATA
# description: True from the announcement of its end on, when polish is no longer worth the work.
ending if input.entity.lifecycle.stage == "deprecated"

ending if gone

# METADATA
# description: |
#   The file that a field names, where the field takes a file beside the manifest or an address. Undefined for an
#   address. A leading ./ and a part after # do not belong to the name of the file.
file_of(text) := split(trim_prefix(text, "./"), "#")[0] if not is_address(text)

is_address(text) if startswith(text, "https://")

is_address(text) if startswith(text, "http://")
