"""How much power does each member of a body have: the indices of voting power."""
