"""WHO HEARS OF WHAT AT ONCE: open pages and widgets are told that something changed."""
