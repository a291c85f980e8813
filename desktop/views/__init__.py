"""The window: the only place, with `desktop.app`, that knows Qt."""
