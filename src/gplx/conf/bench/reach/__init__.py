"""`./gplx bench reach`: how many people could finish online, by the pilot's rules and by this house's."""
