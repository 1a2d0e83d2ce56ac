# METADATA
# title: Scopes of an entry
# description: What the permissions of an entry ask for, now and at the base of the change.
package souk.lib.scopes

# METADATA
# description: |
#   Scopes that the entry asked for before the change. Empty when it is new, and when what it was cannot be read:
#   then every scope counts as new.
before contains name if {
	some permission in input.before.permissions
	some name in permission.scopes
}

# METADATA
# description: The last part of a scope, which says what may be done; `read` of crm:leads:read.
verb(scope) := array.reverse(split(scope, ":"))[0]
