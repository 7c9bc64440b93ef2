"""How passages are found: embeddings, keywords, ranking, and the index that is published."""
