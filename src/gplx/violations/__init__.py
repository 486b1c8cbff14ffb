"""What the traffic police and the transport inspectorate say: clear, hold, or no answer."""
