"""Licence register (CSDL GPLX)."""
