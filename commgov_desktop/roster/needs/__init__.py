"""居民需求档案: what residents need, in four areas, and what became of it."""
