"""The gateway for clinics' software."""
