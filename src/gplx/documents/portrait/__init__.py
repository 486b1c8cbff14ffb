"""The portrait of a licence: found in the picture that was sent, cut to 3×4, and looked at with advice in mind."""
