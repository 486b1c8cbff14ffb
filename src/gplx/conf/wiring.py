"""The only place that chooses an adapter for each outside system."""


def wire() -> None:
    """Provide every register's operations to the machine of exchanges."""
