"""The practice world: every system around GPLX, played over HTTP from the published formats alone."""
