# METADATA
# title: The description tells what the entry does
# description: |
#   People decide by the description whether to reuse an entry or to build their own. One that is empty, copied from
#   the summary or never filled in makes them build their own. Deprecated and retired entries are left alone.
# custom:
#   id: developer/description
#   level: warn
#   stage: deny
#   kinds: [App, Connector]
#   message: "The description {problem} {value}."
#   remediation: "Say in at least {words} words and {characters} characters what the entry does, for whom, and what it does not do."
#   owner: product-council
package souk.developer.description

import data.souk.lib.entry

violation contains {"path": "/description", "params": {
	"problem": problem,
	"value": value,
	"characters": settings.minLength,
	"words": settings.minWords,
}} if {
	[problem, value] := flaw
	not entry.ending
}

default text := ""

text := trim_space(input.entity.description)

length := count(text)

settings := data.config.developer.description

flaw := ["is", "missing"] if text == ""

else := ["only repeats", "the name"] if same_as(input.entity.name)

else := ["only repeats", "the summary"] if same_as(input.entity.summary)

else := ["still holds the placeholder", phrase] if {
	[[phrase]] := regex.find_all_string_submatch_n(any_placeholder, text, 1)
}

else := ["has fewer characters than", settings.minLength] if {
	length < settings.minLength
}

else := ["has fewer words than", data.config.developer.description.minWords] if {
	not regex.match(enough_words, text)
}

# A copy is hardly longer than what it copies, and comparing long texts is slow.
least := length - 10

same_as(other) if {
	count(other) >= least
	trim(lower(text), " .\n") == trim(lower(other), " .\n")
}

# A description is long enough for one expression to be many times faster than looking for each phrase, or
# splitting at each space.
any_placeholder := concat("", [`\b(?:`, concat("|", settings.placeholders), `)\b`]) if {
	count(settings.placeholders) > 0
}

enough_words := concat("", [`^(?:\S+(?:\s+|$)){`, format_int(settings.minWords, 10), `}`])
