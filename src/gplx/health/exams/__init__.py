"""Exams that clinics issue (*giấy khám sức khỏe lái xe*): by their own software over the gateway, or by a doctor in the browser."""
