"""One record in the window: its form, an editor a field, its files, what stands unsaved."""
