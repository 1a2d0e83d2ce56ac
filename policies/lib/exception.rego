# METADATA
# title: Exceptions from rules
# description: Who may grant the exception that a waiver asks for.
package souk.lib.exception

# METADATA
# description: |
#   The roles that have to agree, with their number: by the rule itself, else by its layer, else the default of the
#   configuration.
roles := of_rule if of_rule := data.config.approval.exceptions.rules[input.refs.rule.id]

else := of_layer if of_layer := data.config.approval.exceptions.layers[input.refs.rule.layer]

else := data.config.approval.exceptions.other
