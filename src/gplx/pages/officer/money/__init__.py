"""Money at a department: refunds, the cash desk, reconciliation."""
