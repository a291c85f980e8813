"""The field's own rules as pure functions, each with its source."""
