"""Electronic certified copies (*bản sao chứng thực điện tử*): the signature decides, not the look."""
