"""Decision bodies: does it pass, who can stop it, whom to win over."""
