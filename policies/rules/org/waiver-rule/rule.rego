# METADATA
# title: A waiver names a rule that can be waived
# description: |
#   A misspelt rule silences nothing, and the author learns of it when the change is refused. Some rules can never be
#   waived: what they find is mended.
# custom:
#   id: org/waiver-rule
#   level: deny
#   stage: deny
#   kinds: [Waiver]
#   message: "The rule {rule} {problem}."
#   remediation: "Take the id of the rule from the finding, such as `org/vendor-risk`. What cannot be waived has to be mended."
#   owner: platform-engineering
package souk.org.waiver_rule

violation contains {"path": "/rule", "params": {"rule": input.entity.rule, "problem": "does not exist"}} if {
	not input.refs.rule.known
}

violation contains {"path": "/rule", "params": {"rule": input.entity.rule, "problem": "cannot be waived"}} if {
	input.refs.rule.known
	some pattern in data.config.waivers.never
	pattern in {input.refs.rule.id, concat("/", [input.refs.rule.layer, "*"])}
}
