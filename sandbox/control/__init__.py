"""What tests and demonstrations steer by: faults, what was received, who lives here."""
