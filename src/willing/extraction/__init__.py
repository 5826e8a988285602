"""Extraction: an article is read into statements."""
