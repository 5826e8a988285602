"""Where do actors end who want different amounts: the agreed position on an issue."""
