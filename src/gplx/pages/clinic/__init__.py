"""The pages of clinics: they join, a health office decides, their doctors issue exams."""
