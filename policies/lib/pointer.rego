# METADATA
# title: JSON pointers
# description: |
#   Builds the `path` of a violation. Segments are text or numbers; characters that a pointer (RFC 6901) gives
#   a meaning are escaped.
package souk.lib.pointer

# METADATA
# description: The pointer to the value at these segments, such as /permissions/0/scopes.
to(segments) := concat("", [part |
	some segment in segments
	part := token(segment)
])

token(segment) := concat("", ["/", escape(segment)]) if is_string(segment)

token(segment) := concat("", ["/", format_int(segment, 10)]) if is_number(segment)

escape(text) := replace(replace(text, "~", "~0"), "/", "~1")
