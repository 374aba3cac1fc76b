"""A language model as a second reader: it proposes, and the text decides what enters."""
