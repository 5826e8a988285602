"""How do a leader's people take it: approval from few polls, and what each outcome may do to it?"""
