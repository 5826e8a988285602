"""Ledger: all statements, append-only, with judgements; stances as of any date.

`database` opens it, `additions` write, `entries` read, `verdicts` are what the judgements come to.
Nothing is overwritten or deleted; triggers in the database see to that.
"""
