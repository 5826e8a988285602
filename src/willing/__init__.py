"""Willing: who is in, who is out, on what conditions, is it enough, and what does it mean?"""

__version__ = "0.1.0"
