package souk.lib.empty
