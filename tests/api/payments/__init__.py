"""What gateways and the portal tell of payments."""
