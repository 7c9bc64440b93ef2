"""Questions over the whole base: superlatives and filters, answered by ranked tables of facts."""
