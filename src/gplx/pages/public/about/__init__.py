"""About the service: help, accessibility."""
