"""What each member of a coalition should get, or bear: cooperative games and plain keys."""
