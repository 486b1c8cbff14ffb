"""Clinics at the gateway: how their software is known, and the certificates with which they sign."""
