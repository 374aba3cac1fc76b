"""Records as RDF: the store, the round trip, what is derived across articles, checks and exports."""
