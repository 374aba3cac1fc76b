"""Placeholder face; names are exported as the room fills."""
