"""Clauses and noun patterns into claims."""
