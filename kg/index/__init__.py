"""What is derived for search: models, vectors, words."""
