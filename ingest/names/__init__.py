"""Names in a text: where they stand, what they are, how they are spelt."""
