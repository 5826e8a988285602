"""Models: pure functions from a scenario to one result each."""
