"""Brief: the outlook in words, tables and charts for a reader with five minutes."""
