"""Files, pages, feeds and lines into articles, or into refusals with their reasons."""
