"""Who joins, with what, is it enough, who is pivotal, and what would it take?"""
