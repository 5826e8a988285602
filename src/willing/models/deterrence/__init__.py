"""What does the adversary do once the coalition stands there: hold, violate, escalate?"""
