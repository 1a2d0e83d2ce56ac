package souk.lib.characters_test

import data.souk.lib.characters

test_only if {
	characters.only("2024", characters.digits)
	characters.only("09af", characters.hexadecimal)
	not characters.only("20x24", characters.digits)
	not characters.only("", characters.digits)
}

test_kebab_case if {
	every text in ["a", "7", "dock-slots", "v2-slots"] {
		characters.is_kebab(text)
	}
	every text in ["", "-", "-a", "a-", "a--b", "A", "a_b", "a b", "\u0430"] {
		not characters.is_kebab(text)
	}
}
