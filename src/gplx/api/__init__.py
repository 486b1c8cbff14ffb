"""What other systems call: payment platform, national portal, departments' own software, the operator's monitoring."""
