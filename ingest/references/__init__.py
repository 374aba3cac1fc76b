"""Pronouns and definite nouns to the things they stand for."""
