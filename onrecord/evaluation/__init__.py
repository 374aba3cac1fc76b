"""Evaluation: a system's readings and answers against what people annotated. Imports nothing that answers questions."""
