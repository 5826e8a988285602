"""Scenario: the question written down; its file, its conditions, its draft."""
