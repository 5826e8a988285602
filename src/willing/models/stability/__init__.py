"""Which coalitions hold where it costs to be in, and one gains from others' effort?"""
