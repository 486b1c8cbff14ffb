"""When a page or an act does not come to be."""
