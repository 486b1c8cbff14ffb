"""The append-only record of acts, reads and money, sealed daily."""
