"""Ledger: all statements, append-only, with judgements; stances as of any date."""
