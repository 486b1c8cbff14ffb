"""Gateways of payments beside the portal's platform."""
