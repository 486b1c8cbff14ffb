"""Clinics join: they apply, their province's health office decides, doctors get accounts; their software's login and certificates."""
