"""Who depends on whose aid, what a donor's pause leaves open, and who could fill it."""
