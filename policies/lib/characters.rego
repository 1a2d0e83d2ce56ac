# METADATA
# title: Characters
# description: |
#   Which characters a text is made of. Each name stands for an expression: a constant one is compiled once for many
#   entities, and matching it is cheaper than trimming the text.
package souk.lib.characters

digits := `^[0-9]+$`

hexadecimal := `^[0-9a-f]+$`

# METADATA
# description: True when the text is not empty and has no other characters than these.
only(text, characters) if regex.match(characters, text)

# METADATA
# description: True of lower-case words of letters and digits, joined by single dashes.
is_kebab(text) if regex.match(`^[a-z0-9]+(?:-[a-z0-9]+)*$`, text)
