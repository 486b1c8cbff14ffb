"""Exams that a doctor issues in the browser: the sheet, the message that it becomes, the signature of the clinic."""
