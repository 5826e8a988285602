"""Reference: what the world agrees on, countries, bodies, capabilities, vocabularies."""
