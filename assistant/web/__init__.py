"""The web: Flask; the only place that knows HTTP. One blueprint a page or a hook."""
