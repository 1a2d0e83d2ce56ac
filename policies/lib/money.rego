# METADATA
# title: Money
# description: Reads an amount a month, which a manifest writes as a number, a text or a mapping with `monthly`.
package souk.lib.money

# METADATA
# description: The amount as a number.
amount(money) := decimal(money) if not is_object(money)

amount(money) := decimal(money.monthly) if is_object(money)

# METADATA
# description: The currency; the one of the marketplace when none is written.
currency(money) := money.currency if {
	money.currency
} else := input.settings.currency

# METADATA
# description: Pointer to the amount in a field of this name.
pointer_of(field, money) := concat("", ["/", field]) if not is_object(money)

pointer_of(field, money) := concat("", ["/", field, "/monthly"]) if is_object(money)

# METADATA
# description: A number that may be written as a text, such as 0.20 or "0.20".
decimal(value) := value if is_number(value)

# A manifest may say 007, which is no number for JSON.
decimal(text) := to_number(unpadded(trim_left(text, "0"))) if is_string(text)

unpadded("") := "0"

unpadded(digits) := concat("", ["0", digits]) if startswith(digits, ".")

unpadded(digits) := digits if {
	digits != ""
	not startswith(digits, ".")
}
