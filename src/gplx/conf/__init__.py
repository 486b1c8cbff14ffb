"""Settings, addresses, the choice of adapters, and the commands: the only room that knows all others."""
