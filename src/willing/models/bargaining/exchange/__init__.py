"""Position exchange between issues (Stokman and Van Oosten 1994)."""
