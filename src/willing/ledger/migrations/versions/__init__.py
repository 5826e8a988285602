"""The revisions, in order: `rNNNN_what_it_does.py`."""
