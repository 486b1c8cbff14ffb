"""Clinics' own software: it makes an exam, signs it, and sends it to GPLX's gateway."""
