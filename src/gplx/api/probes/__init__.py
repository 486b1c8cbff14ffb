"""What the operator's monitoring calls: alive, ready, metrics."""
