"""What can each of two principals get at the table, by what it would have without a deal?"""
