"""The surrogate parse, and who speaks in which quotation marks."""
