"""The gateway for clinics' own software: exams come in as the national insurance gateway takes them."""
