"""A second gateway beside the portal's platform: VNPay's scheme (from memory of its published sandbox; each name a setting's worth)."""
