"""Documents: pages, PDFs and feeds, read into articles."""
